import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { takenType } from '../analysis/check-document.ts';
import { pathBelow } from './results-folder.ts';

export interface ReadDocument {
  readonly bytes: Uint8Array;
  readonly type: DocumentType;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

const CHUNK_BYTES = 1024 * 1024;

/** Reads a document and its checksum. Fails with `document.*`. */
export async function readWhole({
  folder,
  id,
}: {
  readonly folder: string;
  readonly id: string;
}): Promise<ReadDocument> {
  const path = await pathBelow(folder, id);
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Foreseen('document.unreadable', { name: id }, { cause });
  });
  try {
    const { size, mtimeMs } = await file.stat();
    if (size >= DOCUMENT_LIMIT_BYTES)
      throw new Foreseen('document.too-large', { name: id, sizeBytes: size, limitBytes: DOCUMENT_LIMIT_BYTES });
    const bytes = new Uint8Array(size);
    const hash = createHash('sha256');
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, Math.min(CHUNK_BYTES, size - length), length);
      if (bytesRead === 0) break;
      hash.update(bytes.subarray(length, length + bytesRead));
      length += bytesRead;
    }
    const whole = bytes.subarray(0, length);
    return {
      bytes: whole,
      type: await takenType(id, whole),
      sha256: hash.digest('hex'),
      sizeBytes: length,
      modifiedMs: Math.round(mtimeMs),
    };
  } catch (error) {
    if (error instanceof Foreseen) throw error;
    throw new Foreseen('document.unreadable', { name: id }, { cause: error });
  } finally {
    await file.close();
  }
}

import writeFileAtomic from 'write-file-atomic';
import { Foreseen } from '#shared/failures/failure.ts';
import { errorCode } from './error-code.ts';

/**
 * Writes a file that the operator named, whole or not at all: beside it under another name first, flushed, then in its
 * place. Where that fails, what was there stays as it was and nothing else is left.
 *
 * Fails with `disk.full`, `file.not-written`.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    // The library takes a text or a Buffer.
    await writeFileAtomic(path, typeof content === 'string' ? content : asBuffer(content));
  } catch (cause) {
    if (errorCode(cause) === 'ENOSPC') throw new Foreseen('disk.full', { place: path }, { cause });
    throw new Foreseen('file.not-written', { path }, { cause });
  }
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

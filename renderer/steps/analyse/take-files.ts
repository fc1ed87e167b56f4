import type { Failure } from '#shared/failures/failure.ts';
import { checkDocument, DOCUMENT_LIMIT_BYTES, looksLikeAnswer } from '#shared/rules/document.ts';
import type { OpenDocument, SavedAnswer } from './open-document.ts';

/** Of a file that is opened; the answer of a thick document is as large as Drydock takes one from the service. */
export const ANSWER_LIMIT_BYTES = 256 * 1024 * 1024;

/** What the operator dropped or chose: a document, a saved answer, both, or what neither is. */
export interface Taken {
  readonly document: OpenDocument | null;
  readonly answer: SavedAnswer | null;
  readonly refused: Failure | null;
}

/** Reads files and tells them apart by what is in them; a name that ends in `.json` is believed. */
export async function takeFiles(files: readonly File[]): Promise<Taken> {
  let document: OpenDocument | null = null;
  let answer: Omit<SavedAnswer, 'document'> | null = null;
  let refused: Failure | null = null;
  for (const file of files) {
    const { name } = file;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const verdict = checkDocument(bytes);
    if (verdict.ok) document = { source: { kind: 'bytes', name, bytes }, name, bytes, type: verdict.type };
    else if (/\.json$/i.test(name) || looksLikeAnswer(bytes)) answer = { name, bytes };
    else
      refused ??= {
        code: `document.${verdict.reason}`,
        facts: { name, sizeBytes: bytes.length, limitBytes: DOCUMENT_LIMIT_BYTES },
        detail: null,
      } as Failure;
  }
  return { document, answer: answer && { ...answer, document }, refused };
}

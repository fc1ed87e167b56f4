import type { DocumentType } from '../domain/analysis.ts';

/** The service takes files under this size. Source: vendor contract 6.1, input limits. */
export const DOCUMENT_LIMIT_BYTES = 50 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((byte, index) => bytes[at + index] === byte);

const MAGIC: readonly (readonly [DocumentType, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/bmp', [0x42, 0x4d]],
];

/** A PDF's header may be anywhere in the first kilobyte. */
const PDF_HEADER_WITHIN = 1024;

/** What a file is by its first bytes, whatever its name says; null when the service does not take it. */
export function documentType(bytes: Uint8Array): DocumentType | null {
  const found = MAGIC.find(([, magic]) => startsWith(bytes, magic));
  if (found) return found[0];
  return indexOf(bytes.subarray(0, PDF_HEADER_WITHIN), '%PDF-') >= 0 ? 'application/pdf' : null;
}

/** Whether a file that is no document can be an answer of the service: JSON that begins with a map. */
export function looksLikeAnswer(bytes: Uint8Array): boolean {
  const start = new Uint8Array([0xef, 0xbb, 0xbf]).every((byte, at) => bytes[at] === byte) ? 3 : 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return byte === 0x7b;
  }
  return false;
}

export type DocumentVerdict =
  | { readonly ok: true; readonly type: DocumentType }
  | { readonly ok: false; readonly reason: 'empty' | 'too-large' | 'wrong-type' };

/** Whether the service would take a document by its size and kind, told before it is sent. */
export function checkDocument(bytes: Uint8Array): DocumentVerdict {
  if (bytes.length === 0) return { ok: false, reason: 'empty' };
  if (bytes.length >= DOCUMENT_LIMIT_BYTES) return { ok: false, reason: 'too-large' };
  const type = documentType(bytes);
  return type === null ? { ok: false, reason: 'wrong-type' } : { ok: true, type };
}

/** Where `text` (ASCII) is in `bytes`; -1 when it is not. */
function indexOf(bytes: Uint8Array, text: string): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let matched = 1;
    while (matched < text.length && bytes[at + matched] === text.charCodeAt(matched)) matched += 1;
    if (matched === text.length) return at;
  }
  return -1;
}

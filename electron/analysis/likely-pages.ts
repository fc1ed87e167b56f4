import type { DocumentType } from '#shared/domain/analysis.ts';

const PAGE = /^\s*\/Page(?![a-zA-Z])/;
const TYPE = [...'/Type'].map((letter) => letter.charCodeAt(0));

/**
 * How many pages a document seems to have, told cheaply before the service counts them: good enough to know when to ask
 * for its answer. Null where it is not known, as for a PDF whose pages are in compressed objects.
 */
export function likelyPages(bytes: Uint8Array, type: DocumentType): number | null {
  if (type === 'image/tiff') return tiffPages(bytes);
  if (type !== 'application/pdf') return 1;
  let pages = 0;
  const [slash = 0] = TYPE;
  for (let at = bytes.indexOf(slash); at >= 0; at = bytes.indexOf(slash, at + 1)) {
    if (!TYPE.every((byte, index) => bytes[at + index] === byte)) continue;
    if (PAGE.test(String.fromCharCode(...bytes.subarray(at + TYPE.length, at + TYPE.length + 12)))) pages += 1;
  }
  return pages === 0 ? null : pages;
}

/** A longer chain is a broken file, or a ring. */
const MOST_DIRECTORIES = 5000;

/** Counts the image directories of a TIFF. */
function tiffPages(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const within = (at: number, length: number): boolean => at >= 8 && at + length <= view.byteLength;
  let at = view.byteLength >= 8 ? view.getUint32(4, little) : 0;
  let pages = 0;
  while (within(at, 2) && pages < MOST_DIRECTORIES) {
    const next = at + 2 + view.getUint16(at, little) * 12;
    if (!within(next, 4)) break;
    pages += 1;
    at = view.getUint32(next, little);
  }
  return pages === 0 ? null : pages;
}

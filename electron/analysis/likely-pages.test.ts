import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyPages } from './likely-pages.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A TIFF of so many directories without entries, each after the other. */
function tiff(pages: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array(8 + pages * 6);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii(little ? 'II' : 'MM'));
  view.setUint16(2, 42, little);
  view.setUint32(4, pages === 0 ? 0 : 8, little);
  for (let at = 0; at < pages; at += 1) view.setUint32(8 + at * 6 + 2, at === pages - 1 ? 0 : 14 + at * 6, little);
  return bytes;
}

describe('how many pages a document seems to have', () => {
  it.each([
    ['a picture', 'x', 'image/png', 1],
    [
      'a PDF with its pages in the open',
      '%PDF-1.4 /Type/Page >> /Type /Page/Parent /Type /Pages /Type\n/Page ',
      'application/pdf',
      3,
    ],
    ['a PDF with its pages compressed', '%PDF-1.7 /Type /ObjStm /Type /Catalog', 'application/pdf', null],
  ] as const)('%s', (_what, text, type, pages) => {
    expect(likelyPages(ascii(text), type)).toBe(pages);
  });

  it.each([1, 2, 37])('a TIFF of %i, in either order of bytes', (pages) => {
    expect(likelyPages(tiff(pages, true), 'image/tiff')).toBe(pages);
    expect(likelyPages(tiff(pages, false), 'image/tiff')).toBe(pages);
  });

  it('a TIFF whose directories form a ring has an end', () => {
    const ring = tiff(2, true);
    new DataView(ring.buffer).setUint32(16, 8, true);
    expect(likelyPages(ring, 'image/tiff')).toBeGreaterThan(0);
  });

  it('whatever the bytes are, it ends without an error', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('image/tiff' as const, 'application/pdf' as const),
        (bytes, type) => {
          const pages = likelyPages(bytes, type);
          expect(pages === null || pages > 0).toBe(true);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument, DOCUMENT_LIMIT_BYTES, documentType, looksLikeAnswer } from './document.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('what a document is', () => {
  it.each([
    ['a PDF', bytes('%PDF-1.7\n…'), 'application/pdf'],
    ['a PDF with rubbish before its header', bytes(`${'x'.repeat(900)}%PDF-1.4`), 'application/pdf'],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), 'image/png'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['a little-endian TIFF', bytes('II*\0'), 'image/tiff'],
    ['a big-endian TIFF', bytes('MM\0*'), 'image/tiff'],
    ['a BMP', bytes('BM....'), 'image/bmp'],
    ['a spreadsheet', bytes('PK\x03\x04'), null],
    ['a text that mentions %PDF- late', bytes(`${'x'.repeat(2000)}%PDF-1.4`), null],
  ])('%s', (_what, given, expected) => {
    expect(documentType(given)).toBe(expected);
  });

  it('looking never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (given) => void checkDocument(given)));
  });
});

describe('what the service takes', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'empty'],
    ['a file of the limit', new Uint8Array(DOCUMENT_LIMIT_BYTES), 'too-large'],
    ['a text file', bytes('hello'), 'wrong-type'],
  ])('%s is refused', (_what, given, reason) => {
    expect(checkDocument(given)).toEqual({ ok: false, reason });
  });
});

describe('what can be an answer', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it('begins with a map, after a mark and blanks', () => {
    expect(looksLikeAnswer(bytes('{"status":"succeeded"}'))).toBe(true);
    expect(looksLikeAnswer(bytes('\uFEFF \r\n\t{'))).toBe(true);
    expect(['', '  ', '[1]', 'Dear Sir', '"a"'].map((text) => looksLikeAnswer(bytes(text)))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsvFile } from '../../files/csv.ts';
import { readExpected } from './read-expected.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), little);
  return bytes;
};

const SIMPLE = 'Document,InvoiceTotal,VendorName\na.pdf,12.50,"Müller, ""Söhne"""\n';
const SAID = [{ line: 2, document: 'a.pdf', cells: ['12.50', 'Müller, "Söhne"'] }];

describe('a file of expected values', () => {
  it.each([
    ['UTF-8', utf8(SIMPLE)],
    ['UTF-8 with its mark', utf8(`\uFEFF${SIMPLE}`)],
    ['UTF-16, little end first', utf16(`\uFEFF${SIMPLE}`, true)],
    ['UTF-16, big end first', utf16(`\uFEFF${SIMPLE}`, false)],
    ['UTF-16 without its mark', utf16(SIMPLE, true)],
    ['Windows-1252', Uint8Array.from(SIMPLE, (letter) => letter.charCodeAt(0))],
    [
      'semicolons',
      utf8(SIMPLE.replace('Document,InvoiceTotal,', 'Document;InvoiceTotal;').replace('a.pdf,12.50,', 'a.pdf;12.50;')),
    ],
    ['tabs', utf8('Document\tInvoiceTotal\tVendorName\r\na.pdf\t12.50\t"Müller, ""Söhne"""\r\n')],
    ['lines that end in CR', utf8(SIMPLE.replaceAll('\n', '\r'))],
    [
      'empty columns and lines at the end',
      utf8('Document,InvoiceTotal,VendorName,,\na.pdf,12.50,"Müller, ""Söhne""",,\n,,,,\n\n'),
    ],
  ])('is read from %s', (_how, bytes) => {
    const read = readExpected(bytes);
    expect(read.ok && read.table.columns).toEqual(['InvoiceTotal', 'VendorName']);
    expect(read.ok && read.table.rows).toEqual(SAID);
  });

  it('counts lines as an editor does: text in quotes may have several', () => {
    const read = readExpected(utf8('Document,VendorAddress\na.pdf,"one\ntwo"\n\nb.pdf,x\n'));
    expect(read.ok && read.table.rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('tells a cell that is empty from one that is not there', () => {
    const read = readExpected(utf8('Document,A,B\na.pdf,\n'));
    expect(read.ok && read.table.rows[0]?.cells).toEqual(['', null]);
  });

  it('keeps to the separator that its first line names', () => {
    const read = readExpected(utf8('sep=;\nDocument;A,B\na.pdf;1\n'));
    expect(read.ok && read.table).toMatchObject({ columns: ['A,B'], rows: [{ line: 3 }] });
  });

  it.each([
    ['', 1, 'empty'],
    ['\n\n', 1, 'empty'],
    ['a\0b', 1, 'not-text'],
    ['Document\na.pdf\n', 1, 'no-fields'],
    ['Document,A\n', 2, 'no-documents'],
    ['Document,A\na.pdf,1\n,2\n', 3, 'no-name'],
    ['Document,A,,B\na.pdf,1,2,3\n', 1, 'column-without-name'],
    ['Document,A,A\na.pdf,1,2\n', 1, 'column-twice'],
    ['Document,A\na.pdf,1\nb.pdf,1,2\n', 3, 'too-wide'],
    ['Document,A\na.pdf,1\n\nb.pdf,"open\nc.pdf,2\n', 4, 'quotes'],
    ['Document,A\nb.pdf,"closed" and on\n', 2, 'quotes'],
  ])('%j is refused at line %i: %s', (text, line, why) => {
    const read = readExpected(utf8(text));
    expect(read.ok ? null : read.failure).toEqual({ code: 'expected.unreadable', facts: { line, why }, detail: null });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readExpected(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\n', '\r', 'a', "'", '=') }), (text) => {
        readExpected(utf8(`D,A${text}`));
      }),
    );
  });

  it('gives back every cell of what the app itself saves', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'a"\',;=+-@ \n1é漢') }).filter((text) => !text.startsWith("'"));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uuid(), cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = readExpected(utf8(toCsvFile([['Document', 'A', 'B'], ...rows])));
        expect(read.ok && read.table.rows.map(({ document, cells }) => [document, ...cells])).toEqual(
          rows.map(([name, a, b]) => [name, a.trim(), b.trim()]),
        );
      }),
    );
  });
});

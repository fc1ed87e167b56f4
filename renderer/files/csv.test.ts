import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv, toCsvFile, withoutFormula } from './csv.ts';

const parse = (csv: string): readonly (readonly string[])[] => {
  const { data, errors } = Papa.parse<string[]>(csv.replace(/\r\n$/, ''), { delimiter: ',', newline: '\r\n' });
  expect(errors).toEqual([]);
  return data;
};

/** What a spreadsheet would run. */
const runs = (text: string): boolean => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) && Number.isNaN(Number(text));

describe('a CSV', () => {
  it('is read back as it was, cell by cell, with no more than an apostrophe before what looks like a formula', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(',', '"', '\r', '\n', '\t', ' ', ';', '=', '+', '-', '@', 'a', '1', '\uFEFF'),
      }),
    );
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, (table) => {
        expect(parse(toCsv(table))).toEqual(table.map((row) => row.map(withoutFormula)));
      }),
    );
  });
  it('never begins a cell as a formula, whatever blanks stand before the sign', () => {
    const blank = fc.string({
      unit: fc.constantFrom(' ', '\t', '\r', '\n', '\u00a0', '\u200b', '\u0000'),
      maxLength: 3,
    });
    fc.assert(
      fc.property(blank, fc.constantFrom('=', '+', '-', '@', '＝', '＠'), fc.string(), (before, sign, rest) => {
        const [[cell = ''] = []] = parse(toCsv([[`${before}${sign}${rest}`]]));
        expect(runs(cell)).toBe(false);
        expect(cell.replace(/^'/, '')).toBe(`${before}${sign}${rest}`);
      }),
    );
  });
  it.each(['\tx', '\rx', '\nx', '=1', ' =1', '+49 30', '@a', '-1+1', '-', '-2-3'])(
    'puts an apostrophe before %j',
    (text) => expect(withoutFormula(text)).toBe(`'${text}`),
  );
  it.each(['-12', '-1,234.50', 'a=1', '5', '', ' a'])('leaves %j', (text) => expect(withoutFormula(text)).toBe(text));
  it('keeps numbers as numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(parse(toCsv([[value]]))[0]?.[0])).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(toCsv([[-5.25, Number.NaN]])).toBe('-5.25,\r\n');
  });
  it('keeps commas, quotes and line ends inside their cell', () => {
    expect(toCsv([['a,b', 'say "x"', 'two\nlines', 5]])).toBe('"a,b","say ""x""","two\nlines",5\r\n');
  });
  it('says as a file that it is UTF-8', () => expect(toCsvFile([['é']])).toBe('\uFEFFé\r\n'));
});

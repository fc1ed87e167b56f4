import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { en } from '#shared/words/en.ts';
import { box, field, group, list, table, viewWith } from '../testing/views.ts';
import { fieldsCsv, tableCsv } from './results-csv.ts';

const parse = (csv: string): string[][] => {
  expect(csv.startsWith('\uFEFF')).toBe(true);
  return Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true, newline: '\r\n', delimiter: ',' }).data;
};

describe('a table as CSV', () => {
  it('has a spanning text in its first cell and nothing in the cells it covers', () => {
    const found = table(3, 3, [
      [0, 0, 'Wide', 1, 3],
      [1, 0, 'Tall', 2, 1],
      [1, 1, 'a'],
      [2, 2, '=b'],
    ]);
    expect(parse(tableCsv(found))).toEqual([
      ['Wide', '', ''],
      ['Tall', 'a', ''],
      ['', '', "'=b"],
    ]);
  });
  it('keeps cells that stand outside the table or on one another', () => {
    const found = table(1, 1, [
      [0, 0, 'a'],
      [0, 0, 'b'],
      [2, 1, 'c'],
    ]);
    expect(parse(tableCsv(found))).toEqual([
      ['a\nb', ''],
      ['', ''],
      ['', 'c'],
    ]);
  });
  it('stays small where an answer names a row that cannot be', () => {
    expect(
      parse(
        tableCsv(
          table(1, 1, [
            [0, 0, 'a'],
            [2_000_000_000, 1_000_000, 'b'],
          ]),
        ),
      ),
    ).toEqual([
      ['a', ''],
      ['', 'b'],
    ]);
  });
});

describe('fields as CSV', () => {
  it('have a row each, nested ones too, with value and text, and nothing for what the service does not give', () => {
    const view = viewWith({
      documents: [
        {
          docType: 'prebuilt:invoice',
          confidence: null,
          modelId: null,
          pages: [1, 1],
          fields: [
            field('Total', {
              type: 'number',
              text: '$8,147.11',
              value: 8147.11,
              confidence: 0.97,
              place: { page: 0, corners: box(1, 2, 3, 4) },
            }),
            field('Lost', { type: null }),
            list('Items', [group('1', [field('Amount', { text: '-5', value: -5, type: 'number' })])]),
          ],
        },
      ],
      pairs: [
        {
          label: null,
          key: 'Name:',
          keyPlace: { page: 0, corners: null },
          value: '@x',
          valuePlace: { page: 0, corners: null },
          confidence: 0.5,
        },
      ],
    });
    expect(parse(fieldsCsv(view, en.exporting)).slice(1)).toEqual([
      ['1', 'prebuilt:invoice', 'Total', '8147.11', '$8,147.11', 'number', '0.97', '1', '1 2 4 2 4 6 1 6', 'pixel'],
      ['1', 'prebuilt:invoice', 'Lost', '', '', '', '', '', '', ''],
      ['1', 'prebuilt:invoice', 'Items', '', '', 'array', '', '', '', ''],
      ['1', 'prebuilt:invoice', 'Items/1', '', '', 'object', '', '', '', ''],
      ['1', 'prebuilt:invoice', 'Items/1/Amount', '-5', '-5', 'number', '', '', '', ''],
      ['', '', 'Name:', '', "'@x", '', '0.5', '1', '', ''],
    ]);
  });
});

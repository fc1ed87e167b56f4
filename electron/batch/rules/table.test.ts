import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowLists, TableRow } from '#shared/domain/batch.ts';
import { EMPTY_ROW, rowsOf } from './table.ts';

const text = (value: string, more: object = {}) => ({ type: 'string', valueString: value, text: value, ...more });
const answer = (documentResults: unknown, more: object = {}) => ({
  status: 'succeeded',
  analyzeResult: {
    version: '2.1.0',
    readResults: [{ page: 1, lines: [{}, {}], selectionMarks: [{}] }],
    ...more,
    documentResults,
  },
});

describe('the rows that an answer gives', () => {
  it('a field by its name, with type, text, value and confidence as they are there', () => {
    const { rows } = rowsOf(
      answer([
        {
          docType: 'prebuilt:invoice',
          fields: {
            Total: { type: 'number', valueNumber: 8.5, text: '$8.50', confidence: 0.98 },
            Paid: { type: 'boolean', valueBoolean: false },
            Phone: { type: 'phoneNumber', text: '555' },
            Nothing: null,
          },
        },
      ]),
    );
    expect(rows).toEqual([
      {
        part: 0,
        docType: 'prebuilt:invoice',
        fields: {
          Total: { type: 'number', text: '$8.50', value: 8.5, confidence: 0.98 },
          Paid: { type: 'boolean', text: null, value: false, confidence: null },
          Phone: { type: 'phoneNumber', text: '555', value: null, confidence: null },
          Nothing: { type: null, text: null, value: null, confidence: null },
        },
        items: {},
        found: { lines: 2, tables: 0, marks: 1 },
      },
    ]);
  });

  it('a group spelled out with dots, lists counted and handed out apart', () => {
    const { rows, lists } = rowsOf(
      answer([
        {
          docType: 'x',
          fields: {
            Zone: {
              type: 'object',
              valueObject: { First: text('A'), Deep: { type: 'object', valueObject: { In: text('B') } } },
            },
            Items: { type: 'array', valueArray: [{ type: 'object', valueObject: { Amount: text('1') } }, null] },
            Titles: { type: 'array', valueArray: [text('Dr'), text('Prof')] },
          },
        },
      ]),
    );
    expect(Object.keys(rows[0]?.fields ?? {})).toEqual(['Zone.First', 'Zone.Deep.In']);
    expect(rows[0]?.items).toEqual({ Items: 2, Titles: 2 });
    expect(lists[0]?.lists['Items']?.[0]).toMatchObject({ Amount: { text: '1' } });
    expect(lists[0]?.lists['Titles']?.[1]).toMatchObject({ '': { text: 'Prof' } });
  });

  it('one for each of several documents in a file', () => {
    const { rows } = rowsOf(answer([{ docType: 'r', fields: {} }, { docType: 'r' }]));
    expect(rows.map(({ part, docType }) => [part, docType])).toEqual([
      [0, 'r'],
      [1, 'r'],
    ]);
  });

  it('one with counts alone where there are no documents, as layout answers', () => {
    const { rows } = rowsOf(answer(undefined, { pageResults: [{ page: 1, tables: [{}, {}] }] }));
    expect(rows).toEqual([{ ...EMPTY_ROW, found: { lines: 2, tables: 2, marks: 1 } }]);
  });

  it('whatever stands in the answer, rows and lists keep to their form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, fields) => {
        for (const body of [
          any,
          answer(any),
          answer([{ docType: any, fields }]),
          answer([{ fields: { A: { valueArray: fields } } }]),
        ]) {
          const { rows, lists } = rowsOf(body);
          for (const row of rows) expect(TableRow.omit({ item: true }).safeParse(row).success).toBe(true);
          for (const list of lists) expect(RowLists.omit({ itemId: true }).safeParse(list).success).toBe(true);
        }
      }),
    );
  });
});

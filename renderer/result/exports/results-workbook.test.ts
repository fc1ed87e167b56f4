import { describe, expect, it } from 'vitest';
import { en } from '#shared/words/en.ts';
import type { Sheet } from '../../files/workbook.ts';
import type { ResultDocument, ResultField } from '../model/view.ts';
import { field, group, list, table, viewWith } from '../testing/views.ts';
import { resultSheets, resultsWorkbook } from './results-workbook.ts';

const document = (fields: readonly ResultField[]): ResultDocument => ({
  docType: 'prebuilt:invoice',
  confidence: null,
  modelId: null,
  pages: [1, 1],
  fields,
});
const amount = (text: string, value: number | null) => field('Amount', { type: 'number', text, value });
const view = viewWith({
  documents: [
    document([
      field('InvoiceDate', { type: 'date', text: '1 March', value: '2024-03-01' }),
      list('Items', [
        group('1', [amount('$5.00', 5), field('Description', { text: 'Rope', value: 'Rope' })]),
        group('2', [field('Date', { type: 'date', text: '3/4/2024', value: '2024-03-04' })]),
      ]),
      list('Emails', [field('1', { text: 'a@b.c' })]),
    ]),
    document([list('Items', [group('1', [amount('7', 7)])])]),
  ],
  tables: [
    table(2, 2, [
      [0, 0, '=SUM(A1)', 1, 2],
      [1, 0, 'x'],
      [1, 1, 'y'],
    ]),
  ],
});

describe('an answer as a workbook', () => {
  const sheets = resultSheets(view, en.exporting);
  const named = (name: string): Sheet | undefined => sheets.find((sheet) => sheet.name === name);
  it('has fields, one sheet for each list of items over all documents, and one for each table', () => {
    expect(sheets.map(({ name }) => name)).toEqual(['Fields', 'Items', 'Table 1']);
  });
  it('has numbers and dates as such, with their text beside them', () => {
    expect(named('Items')).toEqual({
      name: 'Items',
      head: ['Document', 'No.', 'Amount', 'Amount (text)', 'Description', 'Date', 'Date (text)'],
      rows: [
        [1, 1, 5, '$5.00', 'Rope', null, null],
        [1, 2, null, null, null, { day: '2024-03-04' }, '3/4/2024'],
        [2, 1, 7, '7', null, null, null],
      ],
    });
    expect(named('Fields')?.rows[0]?.slice(2, 6)).toEqual(['InvoiceDate', { day: '2024-03-01' }, '1 March', 'date']);
  });
  it('is written whole', async () => {
    expect((await resultsWorkbook(view, en.exporting)).length).toBeGreaterThan(3000);
    expect((await resultsWorkbook(viewWith({}), en.exporting)).length).toBeGreaterThan(1000);
  });
});

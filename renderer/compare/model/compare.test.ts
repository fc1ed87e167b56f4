import { describe, expect, it } from 'vitest';
import type { BatchItem, RowLists, TableField, TableRow } from '#shared/domain/batch.ts';
import { toCsvFile } from '../../files/csv.ts';
import { compare } from './compare.ts';
import { readExpected } from './read-expected.ts';
import { expectedTemplate } from './template.ts';

const item = (id: string, state: BatchItem['state'] = 'done'): BatchItem => ({
  id,
  sizeBytes: 1,
  state,
  pages: 1,
  milliseconds: 1,
  attempts: 1,
  endedAt: null,
  failure: null,
  resultFile: null,
});
const field = (type: string, text: string | null, value: TableField['value'] = null): TableField => ({
  type,
  text,
  value,
  confidence: 0.9,
});
const row = (id: string, fields: TableRow['fields'], more: Partial<TableRow> = {}): TableRow => ({
  item: item(id),
  part: 0,
  docType: 'prebuilt:invoice',
  fields,
  items: {},
  found: null,
  ...more,
});

const invoice = row('in/Invoice-1.pdf', {
  InvoiceTotal: field('number', '$8,267.11', 8267.11),
  InvoiceDate: field('date', '9 March 2026', '2026-03-09'),
  VendorName: field('string', 'Straße & Söhne', 'Straße & Söhne'),
});
const lists: RowLists[] = [
  {
    itemId: 'in/Invoice-1.pdf',
    part: 0,
    lists: { Items: [{ Description: field('string', 'Bolts', 'Bolts'), Amount: field('number', '12,50', 12.5) }] },
  },
];

const against = (csv: string, rows = [invoice], order: 'day-first' | 'month-first' | null = null) => {
  const read = readExpected(new TextEncoder().encode(csv));
  if (!read.ok) throw new Error(JSON.stringify(read.failure.facts));
  return compare({ table: read.table, feature: 'invoice', rows, lists, order });
};
const verdicts = (csv: string, rows = [invoice]) => against(csv, rows).cells.map(({ verdict }) => verdict);

describe('comparing with expected values', () => {
  it.each([
    ['InvoiceTotal', '8267.11', 'right'],
    ['Invoice total', '"8.267,11 EUR"', 'right'],
    ['invoice_total', '"$8,267.11"', 'right'],
    ['InvoiceTotal', '8267.12', 'different'],
    ['InvoiceDate', '09.03.2026', 'right'],
    ['InvoiceDate', '"Mar 9th, 2026"', 'right'],
    ['InvoiceDate', '2026-03-10', 'different'],
    ['VendorName', 'STRASSE  &  söhne', 'right'],
    ['VendorName', 'Strasse und Söhne', 'different'],
    ['DueDate', '2026-04-01', 'missing'],
    ['VendorName', '', 'unexpected'],
    ['VendorName', '?', 'unchecked'],
    ['Items[1].Amount', '12.5', 'right'],
    ['items [1] . description', 'bolts', 'right'],
    ['Items[2].Amount', '3', 'missing'],
  ])('%s of %s is %s', (column, value, verdict) => {
    expect(verdicts(`Document,${column}\ninvoice-1.pdf,${value}\n`)).toEqual([verdict]);
  });

  it('does not count fields that are empty on both sides', () => {
    const { overall } = against('Document,InvoiceTotal,DueDate\nin/Invoice-1.pdf,1,\n');
    expect(overall).toMatchObject({ right: 0, different: 1, bothEmpty: 1, checked: 1, share: 0 });
  });

  it('leaves dates that could be meant in two ways unchecked until someone says which', () => {
    const csv = 'Document,InvoiceDate\nInvoice-1.pdf,09/03/2026\n';
    expect(against(csv)).toMatchObject({ ambiguousDates: 1, overall: { unchecked: 1, checked: 0, share: null } });
    expect(against(csv, [invoice], 'day-first').overall.right).toBe(1);
    expect(against(csv, [invoice], 'month-first').overall.different).toBe(1);
  });

  it('reads such dates as the others of the file show', () => {
    const rows = [invoice, { ...invoice, item: item('b.pdf') }];
    const shown = against(
      'Document,InvoiceDate,DueDate\nInvoice-1.pdf,09/03/2026,\nb.pdf,09/03/2026,25/12/2026\n',
      rows,
    );
    expect(shown).toMatchObject({ ambiguousDates: 0, order: 'day-first', overall: { right: 2, missing: 1 } });
  });

  it('counts what was expected of a document that failed as missing, and waits for one that is not done', () => {
    const failed = row('bad.pdf', {}, { item: item('bad.pdf', 'failed') });
    const waiting = row('later.pdf', {}, { item: item('later.pdf', 'waiting') });
    const csv = 'Document,InvoiceTotal,DueDate\nbad.pdf,1,\nlater.pdf,1,\n';
    expect(against(csv, [failed, waiting])).toMatchObject({
      failedDocuments: 1,
      overall: { missing: 1, bothEmpty: 1, unchecked: 2 },
    });
  });

  it('lists what is on one side only: rows, documents, columns', () => {
    const twice = [row('a/x.pdf', {}), row('b/x.pdf', {}), row('c.pdf', {})];
    const shown = against('Document,InvoiceTotal,Colour\nx.pdf,1,red\nnone.pdf,1,red\na/x.pdf,1,\na/x.pdf,2,\n', twice);
    expect(shown.strays).toEqual([
      { line: 2, name: 'x.pdf', why: 'several' },
      { line: 3, name: 'none.pdf', why: 'none' },
      { line: 5, name: 'a/x.pdf', why: 'part' },
    ]);
    expect(shown.notExpected).toEqual(['b/x.pdf', 'c.pdf']);
    expect(shown.unknownColumns).toEqual(['Colour']);
  });

  it('takes several rows of one document for its parts, in order', () => {
    const parts = [10, 20].map((total, part) =>
      row('r.tif', { InvoiceTotal: field('number', String(total), total) }, { part }),
    );
    expect(verdicts('Document,InvoiceTotal\nr.tif,10\nR.TIF,20\n', parts)).toEqual(['right', 'right']);
  });

  it('lists the worst field first', () => {
    const { fields } = against('Document,InvoiceDate,InvoiceTotal,DueDate\nInvoice-1.pdf,2026-03-09,1,\n');
    expect(fields.map((one) => one.field)).toEqual(['InvoiceTotal', 'InvoiceDate', 'DueDate']);
  });

  it('agrees in every field with the file that it offers to begin with', () => {
    const odd = row('odd, name;.pdf', {
      VendorName: field('string', '=HYPERLINK("x")'),
      InvoiceTotal: field('number', '−12,50', -12.5),
      CustomerName: field('string', ' two\nlines "quoted" '),
    });
    const rows = [invoice, odd];
    const { overall, strays, unknownColumns } = against(toCsvFile(expectedTemplate(rows, lists, 'Document')), rows);
    expect({ strays, unknownColumns }).toEqual({ strays: [], unknownColumns: [] });
    expect(overall).toMatchObject({ right: 8, different: 0, missing: 0, unexpected: 0, unchecked: 0 });
  });
});

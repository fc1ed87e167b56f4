import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchItem, RowLists, TableField, TableRow } from '#shared/domain/batch.ts';
import { type Arrangement, AS_THEY_ARE, arrange } from './arrange.ts';
import { cellText, columnsOf } from './columns.ts';
import { mergeRows } from './merge.ts';
import { csvRows, documentsGrid, failuresGrid, lineItemsGrid, type SheetWords } from './sheets.ts';

const field = (
  text: string | null,
  value: TableField['value'] = null,
  confidence: number | null = 0.9,
): TableField => ({
  type: typeof value === 'number' ? 'number' : 'string',
  text,
  value,
  confidence,
});
const row = (id: string, fields: TableRow['fields'] = {}, more: Partial<BatchItem> = {}, part = 0): TableRow => ({
  item: {
    id,
    sizeBytes: 1,
    state: 'done',
    pages: 1,
    milliseconds: 1250,
    attempts: 1,
    endedAt: null,
    failure: null,
    resultFile: null,
    ...more,
  },
  part,
  docType: 'prebuilt:invoice',
  fields,
  items: {},
  found: { lines: 3, tables: 0, marks: 0 },
});

const rows = [
  row('b10.pdf', { Total: field('$9', 9), Name: field('Zoë', null, 0.4) }),
  row('b2.pdf', { Total: field('$10', 10), Name: field('anna') }),
  row('a.pdf', { Name: field('Bert') }, { state: 'failed' }),
];
const ids = (how: Partial<Arrangement>): readonly string[] =>
  arrange(rows, columnsOf(rows), { ...AS_THEY_ARE, ...how }).map(({ item }) => item.id);

describe('the table of all documents', () => {
  it('has a column for every field that any document has', () => {
    expect(columnsOf(rows).map(({ key }) => key)).toEqual([
      'document',
      'state',
      'field:Total',
      'field:Name',
      'pages',
      'seconds',
    ]);
    expect(columnsOf([row('x.pdf')]).map(({ key }) => key)).toContain('lines');
  });

  it('sorts names as a person would, numbers by value, what is missing last', () => {
    expect(ids({})).toEqual(['a.pdf', 'b2.pdf', 'b10.pdf']);
    expect(ids({ sorting: { key: 'field:Total', descending: false } })).toEqual(['b10.pdf', 'b2.pdf', 'a.pdf']);
    expect(ids({ sorting: { key: 'field:Total', descending: true } })).toEqual(['b2.pdf', 'b10.pdf', 'a.pdf']);
  });

  it.each<[string, Partial<Arrangement>, readonly string[]]>([
    ['a text in any case', { filters: { 'field:Name': 'ZO' } }, ['b10.pdf']],
    ['a number', { filters: { 'field:Total': '>9' } }, ['b2.pdf']],
    ['what is not there', { filters: { 'field:Total': '-' } }, ['a.pdf']],
    ['a state', { state: 'failed' }, ['a.pdf']],
    ['confidence', { confidenceUnder: 0.5 }, ['b10.pdf']],
    ['confidence of shown columns only', { confidenceUnder: 0.5, hidden: ['field:Name'] }, []],
    ['all of them', { state: 'done', filters: { document: 'b', 'field:Name': 'anna' } }, ['b2.pdf']],
  ])('filters by %s', (_what, how, left) => {
    expect(ids(how)).toEqual(left);
  });

  it('keeps every document that passes, whatever it is sorted by', () => {
    const any = fc.array(fc.record({ id: fc.string(), total: fc.option(fc.double()), text: fc.option(fc.string()) }));
    fc.assert(
      fc.property(any, fc.boolean(), (made, descending) => {
        const all = made.map(({ id, total, text }) => row(id, { T: field(text, total) }));
        const columns = columnsOf(all);
        for (const { key } of columns) {
          const shown = arrange(all, columns, { ...AS_THEY_ARE, sorting: { key, descending } });
          expect(new Set(shown)).toEqual(new Set(all));
          const column = columns.find((one) => one.key === key);
          if (!column) continue;
          const empty = shown.map((one) => cellText(one, column) === null);
          expect(empty.lastIndexOf(false)).toBeLessThan(empty.includes(true) ? empty.indexOf(true) : empty.length);
        }
      }),
    );
  });

  it('puts rows that come in the place of those that were there', () => {
    const before = [row('a', {}, { state: 'waiting' }), row('b', {}, { state: 'waiting' })];
    const parts = [row('a', { T: field('1') }, {}, 0), row('a', { T: field('2') }, {}, 1)];
    const merged = mergeRows(before, [...parts, row('c')]);
    expect(merged.map(({ item, part }) => `${item.id}${part}`)).toEqual(['a0', 'a1', 'b0', 'c0']);
    expect(mergeRows(merged, [row('a')]).map(({ item }) => item.id)).toEqual(['a', 'b', 'c']);
    expect(mergeRows(merged, [])).toBe(merged);
  });
});

describe('the table as a file', () => {
  const words: SheetWords = {
    documents: 'Documents',
    lineItems: 'Line items',
    failures: 'Failures',
    head: ({ key }) => key,
    confidenceOf: (head) => `${head}, confidence`,
    document: 'Document',
    part: 'Part',
    list: 'List',
    item: 'Item',
    failure: 'What happened',
    attempts: 'Attempts',
    failureOf: ({ item }) => item.failure?.code ?? '',
    member: (name) => name,
  };

  it('has numbers as numbers, dates as days, and how sure each field is', () => {
    const dated = row('x.pdf', { Date: { type: 'date', text: '9 March', value: '2026-03-09', confidence: null } });
    const grid = documentsGrid([...rows, dated], columnsOf([...rows, dated]), words);
    expect(grid.head.slice(2, 4)).toEqual(['field:Total', 'field:Total, confidence']);
    expect(grid.rows[0]?.slice(0, 4)).toEqual(['b10.pdf', 'done', 9, 0.9]);
    expect(grid.rows[3]).toContainEqual({ day: '2026-03-09' });
    expect(csvRows(grid)[4]).toContain('2026-03-09');
    for (const line of grid.rows) expect(line).toHaveLength(grid.head.length);
  });

  it('has one row for each line item, and names what failed', () => {
    const lists: RowLists[] = [
      { itemId: 'a', part: 0, lists: { Items: [{ Amount: field('1', 1) }, { Description: field('Bolts') }] } },
      { itemId: 'b', part: 1, lists: { JobTitles: [{ '': field('Captain') }] } },
    ];
    expect(lineItemsGrid(lists, words)).toEqual({
      head: ['Document', 'Part', 'List', 'Item', 'Amount', 'Description', ''],
      rows: [
        ['a', 1, 'Items', 1, 1, null, null],
        ['a', 1, 'Items', 2, null, 'Bolts', null],
        ['b', 2, 'JobTitles', 1, null, null, 'Captain'],
      ],
    });
    expect(failuresGrid(rows, words).rows).toEqual([['a.pdf', '', 1]]);
  });
});

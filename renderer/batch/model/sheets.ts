import type { RowLists, TableRow } from '#shared/domain/batch.ts';
import type { Sheet, SheetCell } from '../../files/workbook.ts';
import { type Column, cellNumber, cellText, fieldOf } from './columns.ts';

/** What the sheets and their columns are called, in the operator's language. */
export interface SheetWords {
  readonly documents: string;
  readonly lineItems: string;
  readonly failures: string;
  readonly head: (column: Column) => string;
  readonly confidenceOf: (head: string) => string;
  readonly document: string;
  readonly part: string;
  readonly list: string;
  readonly item: string;
  readonly failure: string;
  readonly attempts: string;
  readonly failureOf: (row: TableRow) => string;
  readonly member: (name: string) => string;
}

/** Rows of cells with one heading each: what a CSV file and a sheet have in common. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** The table as it stands on screen: these rows, these columns; each field followed by how sure it is. */
export function documentsGrid(rows: readonly TableRow[], columns: readonly Column[], words: SheetWords): Grid {
  return {
    head: columns.flatMap((column) => {
      const head = words.head(column);
      return column.kind === 'field' ? [head, words.confidenceOf(head)] : [head];
    }),
    rows: rows.map((row) =>
      columns.flatMap((column): readonly SheetCell[] => {
        if (column.kind !== 'field') return [cellNumber(row, column) ?? cellText(row, column)];
        return [fieldCell(row, column), fieldOf(row, column)?.confidence ?? null];
      }),
    ),
  };
}

/** A number or date of the service as such, so that a spreadsheet can reckon with it; else the text on the page. */
function fieldCell(row: TableRow, column: Column): SheetCell {
  const field = fieldOf(row, column);
  const number = cellNumber(row, column);
  if (number !== null) return number;
  if (field?.type === 'date' && typeof field.value === 'string') return { day: field.value };
  return cellText(row, column);
}

/** One row for each item of each list, with every member that any item has. */
export function lineItemsGrid(lists: readonly RowLists[], words: SheetWords): Grid {
  const members = new Set<string>();
  for (const { lists: own } of lists)
    for (const items of Object.values(own))
      for (const item of items) for (const name of Object.keys(item)) members.add(name);
  const names = [...members];
  return {
    head: [words.document, words.part, words.list, words.item, ...names.map(words.member)],
    rows: lists.flatMap(({ itemId, part, lists: own }) =>
      Object.entries(own).flatMap(([list, items]) =>
        items.map((item, at): readonly SheetCell[] => [
          itemId,
          part + 1,
          words.member(list),
          at + 1,
          ...names.map((name): SheetCell => {
            const field = Object.hasOwn(item, name) ? item[name] : undefined;
            if (!field) return null;
            if (typeof field.value === 'number') return field.value;
            if (field.type === 'date' && typeof field.value === 'string') return { day: field.value };
            return field.text ?? (field.value === null ? null : String(field.value));
          }),
        ]),
      ),
    ),
  };
}

/** Documents that failed, with the reason in words. */
export function failuresGrid(rows: readonly TableRow[], words: SheetWords): Grid {
  return {
    head: [words.document, words.failure, words.attempts],
    rows: rows
      .filter(({ item }) => item.state === 'failed')
      .map((row) => [row.item.id, words.failureOf(row), row.item.attempts]),
  };
}

/** Documents, line items and failures as the sheets of one workbook. */
export function sheetsOf(
  rows: readonly TableRow[],
  columns: readonly Column[],
  lists: readonly RowLists[],
  words: SheetWords,
): readonly Sheet[] {
  return [
    { name: words.documents, ...documentsGrid(rows, columns, words) },
    { name: words.lineItems, ...lineItemsGrid(lists, words) },
    { name: words.failures, ...failuresGrid(rows, words) },
  ];
}

/** The same cells for CSV, where a day is its text. */
export function csvRows({ head, rows }: Grid): readonly (readonly (string | number)[])[] {
  return [head, ...rows.map((row) => row.map(csvCell))];
}

function csvCell(cell: SheetCell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return String(cell);
  return 'day' in cell ? cell.day : cell.text;
}

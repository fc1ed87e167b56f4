import { type Doubt, isUnder } from '../model/field-lines.ts';
import type { ResultField, ResultTable } from '../model/view.ts';
import type { Span } from './sheet-window.ts';

/** A cell of a table that is at least in part in sight, with those that the answer puts into the same place. */
export interface PlaceInSight {
  readonly row: number;
  readonly column: number;
  readonly tall: number;
  readonly wide: number;
  /** Indexes into the table's cells. */
  readonly indexes: readonly number[];
}

const indexed = new WeakMap<
  ResultTable,
  { readonly starts: Uint32Array; readonly tall: number; readonly wide: number }
>();

/** Where each row's cells begin (cells are in order), and how far the largest of them reaches. */
function indexOf(table: ResultTable) {
  const known = indexed.get(table);
  if (known) return known;
  const starts = new Uint32Array(table.rows + 2);
  let [tall, wide] = [1, 1];
  for (const { row, rowSpan, columnSpan } of table.cells) {
    starts[row + 1] = (starts[row + 1] ?? 0) + 1;
    tall = Math.max(tall, rowSpan);
    wide = Math.max(wide, columnSpan);
  }
  for (let row = 1; row < starts.length; row += 1) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
  const made = { starts, tall, wide };
  indexed.set(table, made);
  return made;
}

/** The cells of a table that reach into these rows and columns; looks at no others than those near them. */
export function placesInSight(table: ResultTable, rows: Span, columns: Span): readonly PlaceInSight[] {
  const { starts, tall, wide } = indexOf(table);
  const found: (PlaceInSight & { readonly indexes: number[] })[] = [];
  for (let row = Math.max(0, rows[0] - tall + 1); row <= rows[1]; row += 1) {
    const end = starts[row + 1] ?? 0;
    for (let at = firstFrom(table, starts[row] ?? 0, end, columns[0] - wide + 1); at < end; at += 1) {
      const cell = table.cells[at];
      if (!cell || cell.column > columns[1]) break;
      if (row + cell.rowSpan <= rows[0] || cell.column + cell.columnSpan <= columns[0]) continue;
      const last = found.at(-1);
      if (last?.row === row && last.column === cell.column) last.indexes.push(at);
      else found.push({ row, column: cell.column, tall: cell.rowSpan, wide: cell.columnSpan, indexes: [at] });
    }
  }
  return found;
}

/** The first of a row's cells in this column or right of it, by halving. */
function firstFrom({ cells }: ResultTable, start: number, end: number, column: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle]?.column ?? 0) < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

const members = new WeakMap<ResultField, ReadonlyMap<string, ResultField>>();

/** A member of an item; the first question of an item makes its list. */
export function memberOf(item: ResultField, name: string): ResultField | undefined {
  let known = members.get(item);
  if (!known) {
    known = new Map(item.children.map((child) => [child.name, child]));
    members.set(item, known);
  }
  return known.get(name);
}

/** Whether a field is to be hidden. */
export const isHiddenBy = (confidence: number | null, doubt: Doubt): boolean =>
  doubt.mode === 'hide' && isUnder(confidence, doubt);

import type { ExpectedColumn } from './columns.ts';
import { type DateOrder, orderIn, readDate } from './forms/date.ts';
import { type DecimalMark, decimalMarkIn } from './forms/number.ts';
import type { ExpectedTable } from './read-expected.ts';

/** How dates such as `03/09/2026` and numbers such as `1,234` are meant. */
export interface Conventions {
  /** Null: the values do not tell. */
  readonly order: DateOrder | null;
  readonly mark: DecimalMark | null;
}

export interface Inferred {
  readonly byColumn: ReadonlyMap<ExpectedColumn, Conventions>;
  /** Dates that could be meant in two ways and that nothing in the file decides. */
  readonly ambiguousDates: number;
  /** What decides the others: the operator's choice, or a date of the same column or file such as `25/09/2026`. */
  readonly order: DateOrder | null;
}

/**
 * How the file's writer spells dates and numbers: from values that can be meant in one way only, first of the same column,
 * else of all columns. Values that speak for both decide nothing. `chosen` is the operator's word for dates and goes first. A
 * file separated by semicolons that shows nothing else has decimal commas: spreadsheets pick both by country.
 */
export function inferConventions(
  table: ExpectedTable,
  columns: readonly ExpectedColumn[],
  chosen: DateOrder | null,
): Inferred {
  const cellsOf = (column: ExpectedColumn) => table.rows.map(({ cells }) => cells[column.at] ?? '');
  const dates = columns.filter(({ kind }) => kind === 'date');
  const numbers = columns.filter(({ kind }) => kind === 'number');
  const fileOrder = agreed(dates.flatMap(cellsOf).map(orderIn));
  const fileMark = agreed(numbers.flatMap(cellsOf).map(decimalMarkIn)) ?? (table.delimiter === ';' ? ',' : null);
  let ambiguousDates = 0;
  const byColumn = new Map<ExpectedColumn, Conventions>();
  for (const column of columns) {
    const cells = cellsOf(column);
    const order = column.kind === 'date' ? (chosen ?? agreed(cells.map(orderIn)) ?? fileOrder) : null;
    const mark = column.kind === 'number' ? (agreed(cells.map(decimalMarkIn)) ?? fileMark) : null;
    byColumn.set(column, { order, mark });
    if (column.kind === 'date')
      ambiguousDates += cells.filter((cell) => readDate(cell, order)?.kind === 'ambiguous').length;
  }
  return { byColumn, ambiguousDates, order: chosen ?? fileOrder };
}

/** What all that say anything say; null where they differ or none says anything. */
function agreed<T>(said: readonly (T | null)[]): T | null {
  const different = new Set(said.filter((one) => one !== null));
  const [only = null] = different;
  return different.size === 1 ? only : null;
}

import { type Rectangle, union } from '../geometry.ts';
import type { PlacedLine } from '../pdf/lines.ts';
import type { Grid, GridCell } from './grid.ts';

/** A table without lines needs this many columns and rows to be believed. */
const LEAST_COLUMNS = 3;
const LEAST_ROWS = 3;
/** How far apart two rows may be, in text heights, and still belong together. */
const ROW_GAP = 2.4;

type Row = readonly PlacedLine[];

function height(line: PlacedLine): number {
  return line.rectangle.bottom - line.rectangle.top;
}

function extentOfRow(row: Row): Rectangle {
  return union(row.map((line) => line.rectangle));
}

/** Lines side by side, from top to bottom; only level text. */
function rowsOf(lines: readonly PlacedLine[]): readonly Row[] {
  const rows: PlacedLine[][] = [];
  const level = lines.filter((line) => Math.abs(line.angle) <= 1);
  for (const line of [...level].sort((a, b) => a.rectangle.bottom - b.rectangle.bottom)) {
    const first = rows.at(-1)?.[0];
    const same =
      first && Math.abs(first.rectangle.bottom - line.rectangle.bottom) <= Math.min(height(first), height(line)) / 2;
    if (same) rows.at(-1)?.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.rectangle.left - b.rectangle.left));
}

interface Column {
  left: number;
  right: number;
}

/** The one column that each piece of a row stands in; null if a piece touches two, or two pieces share one. */
function placeRow(row: Row, columns: readonly Column[]): readonly number[] | null {
  const places = row.map((line) => {
    const touched = columns.flatMap((column, index) =>
      line.rectangle.left <= column.right && column.left <= line.rectangle.right ? [index] : [],
    );
    return touched.length === 1 ? (touched[0] ?? -1) : -1;
  });
  return places.includes(-1) || new Set(places).size < places.length ? null : places;
}

function widen(columns: readonly Column[], row: Row, places: readonly number[]): readonly Column[] {
  return columns.map((column, index) => {
    const line = row[places.indexOf(index)];
    if (!line) return column;
    return { left: Math.min(column.left, line.rectangle.left), right: Math.max(column.right, line.rectangle.right) };
  });
}

function follows(row: Row, next: Row): boolean {
  const [above, below] = [extentOfRow(row), extentOfRow(next)];
  return below.top - above.bottom <= ROW_GAP * (below.bottom - below.top);
}

/** Takes as many rows as fit the heading's columns, widening them as it goes. */
function gather(
  rows: readonly Row[],
  from: number,
): { readonly rows: readonly Row[]; readonly columns: readonly Column[] } {
  const heading = rows[from] ?? [];
  let columns: readonly Column[] = heading.map(({ rectangle: { left, right } }) => ({ left, right }));
  const taken: Row[] = [heading];
  for (const row of rows.slice(from + 1)) {
    const places = placeRow(row, columns);
    const previous = taken.at(-1);
    if (places === null || row.length < 2 || !previous || !follows(previous, row)) break;
    columns = widen(columns, row, places);
    taken.push(row);
  }
  return { rows: taken, columns };
}

function middles(values: readonly (readonly [number, number])[], first: number, last: number): readonly number[] {
  const inner = values.slice(1).map(([start], index) => ((values[index]?.[1] ?? start) + start) / 2);
  return [first, ...inner, last];
}

function gridOf(rows: readonly Row[], columns: readonly Column[]): Grid {
  const rectangle = union(rows.map(extentOfRow));
  const xs = middles(
    columns.map(({ left, right }) => [left, right]),
    rectangle.left,
    rectangle.right,
  );
  const extents = rows.map(extentOfRow);
  const ys = middles(
    extents.map(({ top, bottom }) => [top, bottom]),
    rectangle.top,
    rectangle.bottom,
  );
  const cells: GridCell[] = rows.flatMap((_, row) =>
    columns.map((_column, column) => ({
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
      rectangle: { left: xs[column] ?? 0, right: xs[column + 1] ?? 0, top: ys[row] ?? 0, bottom: ys[row + 1] ?? 0 },
    })),
  );
  return { rows: rows.length, columns: columns.length, cells, rectangle };
}

/** Whether each column is filled in most rows: pairs of a label and a value beside other text are no table. */
function isFilled(rows: readonly Row[], columns: readonly Column[]): boolean {
  return columns.every((column) => {
    const filled = rows.filter((row) =>
      row.some(({ rectangle: { left, right } }) => left <= column.right && column.left <= right),
    );
    return filled.length > rows.length / 2;
  });
}

/**
 * Tables without lines, by the simplest rule: a row of three or more pieces, followed by at least two rows whose every
 * piece stands in exactly one of its columns, each column filled in most rows. Anything less plain is left as text.
 */
export function alignedGridsOf(lines: readonly PlacedLine[]): readonly Grid[] {
  const rows = rowsOf(lines);
  const grids: Grid[] = [];
  for (let index = 0; index < rows.length; ) {
    const found = (rows[index]?.length ?? 0) >= LEAST_COLUMNS ? gather(rows, index) : null;
    if (found && found.rows.length >= LEAST_ROWS && isFilled(found.rows, found.columns)) {
      grids.push(gridOf(found.rows, found.columns));
      index += found.rows.length;
    } else {
      index += 1;
    }
  }
  return grids;
}

import type { ResultCell, ResultTable } from '../model/view.ts';

/** What stands at one place of a table; `indexes` are more than one where the answer puts several cells there. */
export interface GridPlace {
  readonly cell: ResultCell;
  /** All texts, one line each. */
  readonly text: string;
  readonly indexes: readonly number[];
}

export interface TableGrid {
  /** Row by row; null where no cell begins: nothing is there, or a span from elsewhere covers it. */
  readonly rows: readonly (readonly (GridPlace | null)[])[];
  readonly columns: number;
}

/** A table with more places than this is damage. */
const MOST_PLACES = 2_000_000;

/**
 * The table as a full grid of rows and columns. No cell is lost: one outside the table's own size widens it, and one
 * whose place is taken stands there too. A table of absurd size is drawn close: only rows and columns that have cells.
 */
export function gridOf(table: ResultTable): TableGrid {
  const { rows, columns, at } = layoutOf(table);
  const grid: (GridPlace | null)[][] = Array.from({ length: rows }, () => Array<GridPlace | null>(columns).fill(null));
  table.cells.forEach((cell, index) => {
    const [row, column] = at(cell, index);
    const line = grid[row];
    if (!line) return;
    const taken = line[column];
    line[column] = taken
      ? { cell: taken.cell, text: `${taken.text}\n${cell.text}`, indexes: [...taken.indexes, index] }
      : { cell, text: cell.text, indexes: [index] };
  });
  return { rows: grid, columns };
}

interface Layout {
  readonly rows: number;
  readonly columns: number;
  readonly at: (cell: ResultCell, index: number) => readonly [row: number, column: number];
}

function layoutOf({ rows, columns, cells }: ResultTable): Layout {
  let wantedRows = Math.max(1, rows);
  let wantedColumns = Math.max(1, columns);
  for (const { row, column } of cells) {
    wantedRows = Math.max(wantedRows, row + 1);
    wantedColumns = Math.max(wantedColumns, column + 1);
  }
  if (wantedRows * wantedColumns <= MOST_PLACES)
    return { rows: wantedRows, columns: wantedColumns, at: ({ row, column }) => [row, column] };
  const rowRank = ranks(cells.map(({ row }) => row));
  const columnRank = ranks(cells.map(({ column }) => column));
  if (rowRank.size * columnRank.size <= MOST_PLACES)
    return {
      rows: Math.max(1, rowRank.size),
      columns: Math.max(1, columnRank.size),
      at: ({ row, column }) => [rowRank.get(row) ?? 0, columnRank.get(column) ?? 0],
    };
  return { rows: cells.length, columns: 1, at: (_, index) => [index, 0] };
}

const ranks = (values: readonly number[]): ReadonlyMap<number, number> =>
  new Map([...new Set(values)].toSorted((a, b) => a - b).map((value, rank) => [value, rank]));

/**
 * How far each cell may really reach, by the index it has in the table: its spans, cut at the grid's end and before any
 * place where another cell begins or that is covered already.
 */
export function spansOf({ rows, columns }: TableGrid): ReadonlyMap<number, readonly [rows: number, columns: number]> {
  const covered = rows.map(() => new Uint8Array(columns));
  const isFree = (row: number, column: number): boolean => rows[row]?.[column] === null && covered[row]?.[column] === 0;
  const spans = new Map<number, readonly [number, number]>();
  rows.forEach((line, top) => {
    line.forEach((place, left) => {
      if (!place) return;
      let wide = 1;
      while (wide < place.cell.columnSpan && isFree(top, left + wide)) wide += 1;
      const isRowFree = (row: number): boolean => {
        for (let column = left; column < left + wide; column += 1) if (!isFree(row, column)) return false;
        return true;
      };
      let tall = 1;
      while (tall < place.cell.rowSpan && isRowFree(top + tall)) tall += 1;
      for (let row = top; row < top + tall; row += 1) covered[row]?.fill(1, left, left + wide);
      const [index] = place.indexes;
      if (index !== undefined) spans.set(index, [tall, wide]);
    });
  });
  return spans;
}

import type { Cell, Table } from '../../wire/answer.ts';
import { boxOf, centre, contains, rotate, union } from '../geometry.ts';
import type { PlacedLine } from '../pdf/lines.ts';
import type { PlacedMark } from '../pdf/marks.ts';
import type { Ruling } from '../pdf/rulings.ts';
import { alignedGridsOf } from './aligned.ts';
import { type Grid, type GridCell, gridsOf } from './grid.ts';

export interface TableSources {
  /** In the order of the page's answer, because cells refer to words by their place in it. */
  readonly lines: readonly PlacedLine[];
  readonly marks: readonly PlacedMark[];
  readonly rulings: { readonly drawn: readonly Ruling[]; readonly shaded: readonly Ruling[] };
  readonly unitsPerPoint: number;
}

interface Inside {
  readonly text: string;
  readonly elements: readonly string[];
}

/** What stands in a cell: each word by its middle, in reading order. References are completed with the page later. */
function insideOf(cell: GridCell, { lines, marks }: TableSources): Inside {
  const texts: string[] = [];
  const elements: string[] = [];
  lines.forEach((line, lineIndex) => {
    line.words.forEach((word, wordIndex) => {
      const middle = rotate(centre(word.rectangle), word.angle);
      if (!contains(cell.rectangle, middle)) return;
      texts.push(word.text);
      elements.push(`/lines/${lineIndex}/words/${wordIndex}`);
    });
  });
  marks.forEach((mark, index) => {
    if (contains(cell.rectangle, centre(mark.rectangle))) elements.push(`/selectionMarks/${index}`);
  });
  return { text: texts.join(' '), elements };
}

/** Points: how near a shaded area's edge must be to a row's. */
const NEAR = 3;

/** Whether something shaded begins and ends where the first row does. */
function isShaded(first: readonly GridCell[], shaded: readonly Ruling[]): boolean {
  const row = union(first.map((cell) => cell.rectangle));
  const edgeAt = (y: number): boolean =>
    shaded.some(
      ({ upright, at, from, to }) =>
        !upright &&
        Math.abs(at - y) <= NEAR &&
        Math.min(to, row.right) - Math.max(from, row.left) > (row.right - row.left) / 2,
    );
  return edgeAt(row.top) && edgeAt(row.bottom);
}

/**
 * How many rows are heading. The first row is if all of its cells have words, and either it is shaded or it has no digit
 * while a later row has one; with it all rows that its tallest cell spans.
 */
function headingRows(cells: readonly (GridCell & Inside)[], shaded: readonly Ruling[]): number {
  const first = cells.filter((cell) => cell.row === 0);
  const worded = first.length > 1 && first.every(({ text }) => /\p{L}/u.test(text));
  const digits = (some: readonly Inside[]): boolean => some.some(({ text }) => /\d/.test(text));
  const plain = !digits(first) && digits(cells.filter((cell) => cell.row > 0));
  return worded && (plain || isShaded(first, shaded)) ? Math.max(...first.map((cell) => cell.rowSpan)) : 0;
}

function tableOf(grid: Grid, sources: TableSources): Table | null {
  const filled = grid.cells.map((cell) => ({ ...cell, ...insideOf(cell, sources) }));
  if (filled.filter((cell) => cell.elements.length > 0).length < 2) return null;
  const heading = headingRows(filled, sources.rulings.shaded);
  const cells = filled.map(
    (cell): Cell => ({
      rowIndex: cell.row,
      columnIndex: cell.column,
      ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
      ...(cell.columnSpan > 1 ? { columnSpan: cell.columnSpan } : {}),
      text: cell.text,
      boundingBox: [...boxOf(cell.rectangle, 0, sources.unitsPerPoint)],
      ...(cell.elements.length > 0 ? { elements: [...cell.elements] } : {}),
      isHeader: cell.row < heading,
    }),
  );
  const boundingBox = [...boxOf(grid.rectangle, 0, sources.unitsPerPoint)];
  return { rows: grid.rows, columns: grid.columns, cells, boundingBox };
}

/** The tables of a page: those that lines rule, and plain columns where no ruled table is. */
export function tablesOf(sources: TableSources): readonly Table[] {
  const ruled = gridsOf(sources.rulings.drawn);
  const free = sources.lines.filter((line) => !ruled.some((grid) => contains(grid.rectangle, centre(line.rectangle))));
  const grids = [...ruled, ...alignedGridsOf(free)].sort((a, b) => a.rectangle.top - b.rectangle.top);
  return grids.flatMap((grid) => {
    const table = tableOf(grid, sources);
    return table ? [table] : [];
  });
}

/** Completes the references of a page's tables once its index in the answer is known. */
export function tablesAt(tables: readonly Table[], pageIndex: number): Table[] {
  return tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell) =>
      cell.elements
        ? { ...cell, elements: cell.elements.map((element) => `#/readResults/${pageIndex}${element}`) }
        : cell,
    ),
  }));
}

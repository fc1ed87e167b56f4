import type { Cell, Table } from '../../wire/answer.ts';
import { boxOf, centre, contains, rotate } from '../geometry.ts';
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

/** A first row of words alone, all of them filled, reads as a heading. */
function hasHeading(cells: readonly { readonly row: number; readonly text: string }[]): boolean {
  const first = cells.filter((cell) => cell.row === 0);
  return first.length > 1 && first.every(({ text }) => text !== '' && !/^[^\p{L}]*\d[^\p{L}]*$/u.test(text));
}

function tableOf(grid: Grid, sources: TableSources): Table | null {
  const filled = grid.cells.map((cell) => ({ ...cell, ...insideOf(cell, sources) }));
  if (filled.filter((cell) => cell.elements.length > 0).length < 2) return null;
  const heading = hasHeading(filled);
  const cells = filled.map(
    (cell): Cell => ({
      rowIndex: cell.row,
      columnIndex: cell.column,
      ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
      ...(cell.columnSpan > 1 ? { columnSpan: cell.columnSpan } : {}),
      text: cell.text,
      boundingBox: [...boxOf(cell.rectangle, 0, sources.unitsPerPoint)],
      ...(cell.elements.length > 0 ? { elements: [...cell.elements] } : {}),
      isHeader: heading && cell.row === 0,
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

import type { Pages } from './pages.ts';
import { type At, inside, type Problems } from './problems.ts';
import {
  confidenceIn,
  cornersIn,
  isMembers,
  isNumber,
  listIn,
  type Members,
  optionalFlagIn,
  optionalTextIn,
  pageNumberIn,
  writtenOut,
} from './read-values.ts';
import type { Corners, ResultCell, ResultPair, ResultTable } from './view.ts';

/** `pageResults`: tables, and the pairs of a custom model without labels. Source: vendor contract 6.5 and 6.6. */
export function readTables(
  result: Members,
  pages: Pages,
  problems: Problems,
): { readonly tables: readonly ResultTable[]; readonly pairs: readonly ResultPair[] } {
  const tables: ResultTable[] = [];
  const pairs: ResultPair[] = [];
  for (const [index, found] of listIn(result, 'pageResults', null, problems, 'optional').entries()) {
    const at = inside(inside(null, 'pageResults'), index);
    if (!isMembers(found)) {
      problems.note(at, null, 'the tables of a page', found);
      continue;
    }
    const page = pages.indexOf(pageNumberIn(found, 'page', at, problems, 'required') ?? index + 1);
    for (const [tableIndex, table] of listIn(found, 'tables', at, problems, 'optional').entries())
      tables.push(readTable(table, page, inside(inside(at, 'tables'), tableIndex), pages, problems));
    for (const [pairIndex, pair] of listIn(found, 'keyValuePairs', at, problems, 'optional').entries())
      pairs.push(readPair(pair, page, inside(inside(at, 'keyValuePairs'), pairIndex), pages, problems));
  }
  return { tables, pairs };
}

/** More rows or columns than this are not a table but damage; what they hold is shown below the rest. */
const MOST_ROWS = 1_000_000;
const MOST_COLUMNS = 100_000;

function readTable(table: unknown, page: number, at: At, pages: Pages, problems: Problems): ResultTable {
  if (!isMembers(table)) {
    problems.note(at, null, 'a table', table);
    const cells = [{ ...EMPTY, text: writtenOut(table), place: pages.place(page, null) }];
    return { place: pages.place(page, null), rows: 1, columns: 1, cells };
  }
  const corners = cornersIn(table, 'boundingBox', at, problems);
  const drafts = listIn(table, 'cells', at, problems, 'required').map((cell, index) =>
    readCell(cell, page, inside(inside(at, 'cells'), index), pages, problems),
  );
  const placed = drafts.filter(({ isPlaced }) => isPlaced).map(({ cell }) => cell);
  let rows = placed.reduce((most, { row, rowSpan }) => Math.max(most, row + rowSpan), 0);
  const columns = placed.reduce((most, { column, columnSpan }) => Math.max(most, column + columnSpan), 1);
  const unplaced = drafts.filter(({ isPlaced }) => !isPlaced).map(({ cell }) => ({ ...cell, row: rows++ }));
  const cells = [...placed, ...unplaced].sort((a, b) => a.row - b.row || a.column - b.column);
  return {
    place: pages.place(page, corners ?? around(cells)),
    rows: Math.max(rows, countIn(table, 'rows', at, problems)),
    columns: Math.max(cells.length > 0 ? columns : 0, countIn(table, 'columns', at, problems)),
    cells,
  };
}

const EMPTY = {
  row: 0,
  column: 0,
  rowSpan: 1,
  columnSpan: 1,
  text: '',
  header: false,
  footer: false,
  confidence: null,
} as const;

/** A cell, and whether its row and column could be read; where they could not it goes into the first column. */
function readCell(
  cell: unknown,
  page: number,
  at: At,
  pages: Pages,
  problems: Problems,
): { readonly isPlaced: boolean; readonly cell: ResultCell } {
  if (!isMembers(cell)) {
    problems.note(at, null, 'a cell', cell);
    return { isPlaced: false, cell: { ...EMPTY, text: writtenOut(cell), place: pages.place(page, null) } };
  }
  const row = positionIn(cell, 'rowIndex', at, problems);
  const column = positionIn(cell, 'columnIndex', at, problems);
  const rowSpan = spanIn(cell, 'rowSpan', at, problems);
  const columnSpan = spanIn(cell, 'columnSpan', at, problems);
  const isPlaced = row !== null && column !== null;
  return {
    isPlaced,
    cell: {
      ...(isPlaced ? { row, column, rowSpan, columnSpan } : { row: 0, column: 0, rowSpan: 1, columnSpan: 1 }),
      text: optionalTextIn(cell, 'text', at, problems) ?? '',
      header: optionalFlagIn(cell, 'isHeader', at, problems),
      footer: optionalFlagIn(cell, 'isFooter', at, problems),
      confidence: confidenceIn(cell, 'confidence', at, problems),
      place: pages.place(page, cornersIn(cell, 'boundingBox', at, problems, 'required')),
    },
  };
}

const isCount = (value: unknown, key: string, from: number): value is number =>
  isNumber(value) &&
  Number.isInteger(value) &&
  value >= from &&
  value < (/column/i.test(key) ? MOST_COLUMNS : MOST_ROWS);

function positionIn(cell: Members, key: string, at: At, problems: Problems): number | null {
  const value = cell[key];
  if (isCount(value, key, 0)) return value;
  problems.note(at, key, 'a whole number from 0', value);
  return null;
}

function spanIn(cell: Members, key: string, at: At, problems: Problems): number {
  const value = cell[key];
  if (value === undefined || value === null) return 1;
  if (isCount(value, key, 1)) return value;
  problems.note(at, key, 'a whole number from 1', value);
  return 1;
}

function countIn(table: Members, key: string, at: At, problems: Problems): number {
  const value = table[key];
  if (isCount(value, key, 0)) return value;
  problems.note(at, key, 'a whole number from 0', value);
  return 0;
}

/** The rectangle around a table's cells, for services that give a table no box of its own. */
function around(cells: readonly ResultCell[]): Corners | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { place } of cells) {
    if (!place.corners) continue;
    const [x0, y0, x1, y1, x2, y2, x3, y3] = place.corners;
    left = Math.min(left, x0, x1, x2, x3);
    right = Math.max(right, x0, x1, x2, x3);
    top = Math.min(top, y0, y1, y2, y3);
    bottom = Math.max(bottom, y0, y1, y2, y3);
  }
  return left > right ? null : [left, top, right, top, right, bottom, left, bottom];
}

function readPair(pair: unknown, page: number, at: At, pages: Pages, problems: Problems): ResultPair {
  if (!isMembers(pair)) {
    problems.note(at, null, 'a key and its value', pair);
    const place = pages.place(page, null);
    return { label: null, key: '', keyPlace: place, value: writtenOut(pair), valuePlace: place, confidence: null };
  }
  const half = (key: string): { text: string; corners: Corners | null } => {
    const value = pair[key];
    if (isMembers(value)) {
      const halfAt = inside(at, key);
      return {
        text: optionalTextIn(value, 'text', halfAt, problems) ?? '',
        corners: cornersIn(value, 'boundingBox', halfAt, problems),
      };
    }
    problems.note(at, key, 'a text with its box', value);
    return { text: writtenOut(value), corners: null };
  };
  const key = half('key');
  const value = half('value');
  return {
    label: optionalTextIn(pair, 'label', at, problems),
    key: key.text,
    keyPlace: pages.place(page, key.corners),
    value: value.text,
    valuePlace: pages.place(page, value.corners),
    confidence: confidenceIn(pair, 'confidence', at, problems),
  };
}

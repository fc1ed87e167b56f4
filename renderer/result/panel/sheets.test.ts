import { describe, expect, it } from 'vitest';
import { readResult } from '../model/read-result.ts';
import { columnsBetween, isDrawnWhole, MOST_DRAWN_WHOLE, rowsBetween } from './sheet-window.ts';
import { placesInSight } from './sheets.ts';

const tableOf = (cells: readonly object[], rows: number, columns: number) => {
  const { tables } = readResult({ readResults: [{}], pageResults: [{ page: 1, tables: [{ rows, columns, cells }] }] });
  const [table] = tables;
  if (!table) throw new Error('no table');
  return table;
};
const grid = (rows: number, columns: number) =>
  tableOf(
    Array.from({ length: rows * columns }, (_, at) => ({
      rowIndex: Math.floor(at / columns),
      columnIndex: at % columns,
      text: String(at),
    })),
    rows,
    columns,
  );

describe('a table of any size', () => {
  it.each([
    [20_000, 3],
    [2, 10_000],
  ])(
    'of %i rows and %i columns draws what is in sight and no more',
    (rows, columns) => {
      const table = grid(rows, columns);
      expect([table.rows, table.columns]).toEqual([rows, columns]);
      for (const [top, left] of [
        [0, 0],
        [300_000, 0],
        [0, 700_000],
      ] as const) {
        const inSight = placesInSight(table, rowsBetween(top, 440, rows), columnsBetween(left, 600, columns, false));
        expect(inSight.length).toBeGreaterThan(0);
        expect(inSight.length).toBeLessThan(MOST_DRAWN_WHOLE);
      }
    },
    30_000,
  ); // 60,000 cells are read

  it('draws a span that begins out of sight, and all cells that share a place', () => {
    const table = tableOf(
      [
        { rowIndex: 0, columnIndex: 0, rowSpan: 900, text: 'tall' },
        { rowIndex: 500, columnIndex: 1, text: 'a' },
        { rowIndex: 500, columnIndex: 1, text: 'b' },
      ],
      1000,
      2,
    );
    const texts = placesInSight(table, [495, 505], [0, 1]).map(({ indexes }) =>
      indexes.map((at) => table.cells[at]?.text),
    );
    expect(texts).toEqual([['tall'], ['a', 'b']]);
  });
});

it('a list is drawn whole only while both its rows and their cells are few', () => {
  expect(isDrawnWhole(250)).toBe(true);
  expect(isDrawnWhole(251)).toBe(false);
  expect(isDrawnWhole(60, () => 400)).toBe(false);
});

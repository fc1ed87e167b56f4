import { describe, expect, it } from 'vitest';
import { HEAD_ROW, moved } from './spot.ts';
import { inSight } from './use-column-window.ts';

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const extent = { rows: 100, columns: 5, screenful: 10 };

describe('the cell that the keys act on', () => {
  it.each([
    ['ArrowDown', { row: 3, column: 2 }, { row: 4, column: 2 }],
    ['ArrowUp', { row: 0, column: 2 }, { row: HEAD_ROW, column: 2 }],
    ['ArrowUp', { row: HEAD_ROW, column: 2 }, { row: HEAD_ROW, column: 2 }],
    ['ArrowRight', { row: 3, column: 4 }, { row: 3, column: 4 }],
    ['ArrowLeft', { row: 3, column: 0 }, { row: 3, column: 0 }],
    ['PageDown', { row: 95, column: 1 }, { row: 99, column: 1 }],
    ['PageUp', { row: 95, column: 1 }, { row: 85, column: 1 }],
    ['Home', { row: 9, column: 3 }, { row: 9, column: 0 }],
    ['End', { row: 9, column: 3 }, { row: 9, column: 4 }],
  ])('%s leads from %o to %o', (key, from, to) => {
    expect(moved(from, press(key), extent)).toEqual(to);
  });

  it('goes to the ends with Control, stays with Alt and with other keys', () => {
    const from = { row: 50, column: 2 };
    expect(moved(from, press('Home', { ctrlKey: true }), extent)).toEqual({ row: 0, column: 0 });
    expect(moved(from, press('End', { metaKey: true }), extent)).toEqual({ row: 99, column: 4 });
    expect(moved(from, press('ArrowDown', { altKey: true }), extent)).toBeNull();
    expect(moved(from, press('x'), extent)).toBeNull();
    expect(moved(from, press('ArrowDown'), { ...extent, rows: 0 })).toEqual({ row: HEAD_ROW, column: 2 });
  });
});

describe('columns in sight', () => {
  const widths = [200, ...Array<number>(30).fill(100)];

  it('are those past the first, with two more on either side', () => {
    expect(inSight(widths, 0, 1000)).toEqual({ from: 1, to: 10 });
    expect(inSight(widths, 1000, 1000)).toEqual({ from: 9, to: 20 });
    expect(inSight(widths, 2200, 1000)).toEqual({ from: 21, to: 30 });
  });

  it('are none that are not there', () => {
    expect(inSight([200], 0, 1000).to).toBeLessThan(1);
    expect(inSight([], 0, 1000).to).toBeLessThan(0);
  });
});

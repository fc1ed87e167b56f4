import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corners } from '../model/view.ts';
import {
  anchorAt,
  boundsOf,
  fitZoom,
  GAP,
  layOut,
  MOST_ZOOM,
  matrixOf,
  naturalSize,
  partInView,
  pointOf,
  sheetsBetween,
  stepZoom,
  toPage,
  toSheet,
  turnAnchor,
} from './layout.ts';

const size = fc.record({ width: fc.integer({ min: 10, max: 3000 }), height: fc.integer({ min: 10, max: 3000 }) });
const sizes = fc.array(size, { minLength: 1, maxLength: 40 });
const zoom = fc.double({ min: 0.05, max: 8, noNaN: true });
const turn = fc.constantFrom(0, 90, 180, 270);

describe('pages under each other', () => {
  it('never overlap, lie in the room, and are found by their rows', () => {
    fc.assert(
      fc.property(sizes, zoom, fc.integer({ min: 50, max: 3000 }), (all, at, room) => {
        const layout = layOut(all, at, room);
        let end = 0;
        for (const [index, sheet] of layout.sheets.entries()) {
          expect(sheet.top).toBe(end + GAP);
          end = sheet.top + sheet.height;
          expect(sheet.left).toBeGreaterThanOrEqual(0);
          expect(sheet.left + sheet.width).toBeLessThanOrEqual(layout.width);
          expect(sheetsBetween(layout, sheet.top, end)).toEqual([index, index]);
        }
        expect(layout.height).toBe(end + GAP);
        expect(sheetsBetween(layout, 0, layout.height)).toEqual([0, all.length - 1]);
      }),
    );
  });

  it('keep the point under the pointer through a zoom', () => {
    fc.assert(
      fc.property(sizes, zoom, zoom, fc.nat(), fc.nat(), (all, before, after, x, y) => {
        const from = layOut(all, before, 800);
        const there = anchorAt(from, x % from.width, y % from.height);
        const back = anchorAt(
          layOut(all, after, 800),
          ...(Object.values(pointOf(layOut(all, after, 800), there)) as [number, number]),
        );
        if (there.down <= 1 && there.down >= 0) expect(back.down).toBeCloseTo(there.down, 6);
        const same = pointOf(from, there);
        expect([same.x, same.y]).toEqual([expect.closeTo(x % from.width, 6), expect.closeTo(y % from.height, 6)]);
      }),
    );
  });

  it('turn about their middle', () => {
    const anchor = { page: 0, across: 0.2, down: 0.7 };
    expect(turnAnchor(anchor, 90)).toMatchObject({ across: expect.closeTo(0.3), down: 0.2 });
    expect(turnAnchor(turnAnchor(anchor, 90), -90)).toMatchObject({
      across: expect.closeTo(0.2),
      down: expect.closeTo(0.7),
    });
  });

  it('have a size of their own: inches or pixels', () => {
    expect(naturalSize({ width: 8.5, height: 11, unit: 'inch' }, 0)).toEqual({ width: 816, height: 1056 });
    expect(naturalSize({ width: 400, height: 300, unit: 'pixel' }, 90)).toEqual({ width: 300, height: 400 });
    expect(naturalSize({ width: 10, height: 12, unit: '' }, 0)).toEqual({ width: 960, height: 1152 });
  });
});

describe('zooming', () => {
  it('goes by steps that meet at 100 %, there and back', () => {
    expect(stepZoom(1, 1)).toBeCloseTo(1.25);
    expect(stepZoom(1.25, -1)).toBeCloseTo(1);
    expect(stepZoom(0.9, 1)).toBeCloseTo(1);
    expect(stepZoom(MOST_ZOOM, 1)).toBe(MOST_ZOOM);
  });

  it('fits the width, or the whole page', () => {
    const page = { width: 800, height: 1000 };
    expect(fitZoom('width', page, { width: 400 + 2 * GAP, height: 100 })).toBe(0.5);
    expect(fitZoom('page', page, { width: 4000, height: 500 + 2 * GAP })).toBe(0.5);
  });
});

describe('from the page to the screen', () => {
  it('and back is the same point, whatever the turn', () => {
    const point = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(size, size, turn, point, point, (page, sheet, by, across, down) => {
        const matrix = matrixOf(page, sheet, by as 0);
        const [x, y] = [across * page.width, down * page.height];
        const [sx, sy] = toSheet(matrix, [x, y, x, y, x, y, x, y]);
        expect(sx).toBeGreaterThanOrEqual(-1e-6);
        expect(sx).toBeLessThanOrEqual(sheet.width + 1e-6);
        expect(sy).toBeLessThanOrEqual(sheet.height + 1e-6);
        const back = toPage(matrix, sx, sy);
        expect([back[0], back[1]]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
      }),
    );
  });

  it('a quarter turn brings the top left to the top right', () => {
    const corners: Corners = [0, 0, 1, 0, 1, 2, 0, 2];
    expect(toSheet(matrixOf({ width: 10, height: 20 }, { width: 200, height: 100 }, 90), corners).slice(0, 2)).toEqual([
      200, 0,
    ]);
    expect(boundsOf(corners)).toEqual({ left: 0, top: 0, right: 1, bottom: 2 });
  });
});

describe('the part that is drawn sharp', () => {
  const view = { left: 0, top: 5000, width: 800, height: 600 };
  it('is the whole page while it is small', () => {
    expect(partInView({ top: 0, left: 0, width: 500, height: 700 }, view, 1, 1e6)).toEqual({
      x: 0,
      y: 0,
      width: 500,
      height: 700,
    });
  });
  it('is what is in view and a margin when it is large, and stays the same for a while', () => {
    const sheet = { top: 16, left: 16, width: 6000, height: 8000 };
    const part = partInView(sheet, view, 1, 1e6);
    expect(part).toEqual(partInView(sheet, { ...view, top: 5010 }, 1, 1e6));
    expect(part?.y).toBeLessThan(5000 - 16);
    expect((part?.y ?? 0) + (part?.height ?? 0)).toBeGreaterThan(5600 - 16);
    expect((part?.width ?? 0) * (part?.height ?? 0)).toBeLessThan(4 * 800 * 600 * 2);
  });
  it('is nothing of a page out of sight', () => {
    expect(partInView({ top: 90_000, left: 0, width: 6000, height: 8000 }, view, 1, 1e6)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { drawnOver, hasShapeOf, misfitOf, turnOver } from './fit.ts';
import type { ResultPage } from './view.ts';

const page = (number: number, width: number, height: number, angle = 0): ResultPage => ({
  number,
  width,
  height,
  unit: 'inch',
  angle,
  lines: [0, 0],
  words: [0, 0],
  marks: [0, 0],
});
const documentOf = (...sizes: readonly (readonly [width: number, height: number])[]) => ({
  pages: sizes.length,
  size: async (number: number) => {
    const [width, height] = sizes[number - 1] ?? [0, 0];
    return { width, height };
  },
});

describe('a document beside an answer', () => {
  it('of another number of pages does not fit it', async () => {
    expect(await misfitOf([page(1, 8.5, 11)], documentOf([612, 792], [612, 792]))).toEqual({
      kind: 'pages',
      document: 2,
      answer: 1,
    });
  });

  it('of another shape does not fit it, and the page is named', async () => {
    const answer = [page(1, 8.5, 11), page(2, 8.5, 11)];
    expect(await misfitOf(answer, documentOf([612, 792], [1600, 900]))).toEqual({ kind: 'shape', page: 2 });
    expect(await misfitOf(answer, documentOf([612, 792], [1275, 1650]))).toBeNull();
  });

  it('that lies on its side fits only where the service turned the page', () => {
    expect(hasShapeOf(page(1, 11, 8.5, 90), { width: 612, height: 792 })).toBe(true);
    expect(hasShapeOf(page(1, 11, 8.5, -90), { width: 612, height: 792 })).toBe(true);
    expect(hasShapeOf(page(1, 11, 8.5, 0), { width: 612, height: 792 })).toBe(false);
  });

  it('fits where its sides are rounded or cut a little', () => {
    expect(hasShapeOf(page(1, 8.27, 11.69), { width: 1654, height: 2339 })).toBe(true);
    expect(hasShapeOf(page(1, 8.27, 11.69), { width: 1654, height: 2300 })).toBe(true);
    expect(hasShapeOf(page(1, 8.27, 11.69), { width: 1654, height: 2200 })).toBe(false);
  });

  it('of another shape is drawn in its own, neither turned to the page nor stretched over it', () => {
    const letter = page(1, 8.5, 11);
    const photo = { width: 1600, height: 900 };
    expect(drawnOver(letter, photo, 0, { width: 850, height: 1100 })).toEqual({
      fits: false,
      as: { page: 1, turn: 0, width: 850, height: 478 },
    });
    // The operator turned the page: the picture turns with it, in its own shape.
    expect(drawnOver(letter, photo, 90, { width: 1100, height: 850 })?.as).toMatchObject({ width: 478, height: 850 });
  });

  it('of another shape is not turned where it is saved either', () => {
    expect(turnOver(page(1, 8.5, 11), { width: 1600, height: 900 })).toBe(0);
    expect(turnOver(page(1, 11, 8.5, -90), { width: 612, height: 792 })).toBe(270);
  });

  it('of another shape has no part that is drawn sharp, since that would lie elsewhere', () => {
    const region = { x: 10, y: 20, width: 300, height: 300 };
    const wanted = { width: 3400, height: 4400, region };
    expect(drawnOver(page(1, 8.5, 11), { width: 1600, height: 900 }, 0, wanted)).toBeNull();
    expect(drawnOver(page(1, 8.5, 11), { width: 1275, height: 1650 }, 0, wanted)?.as).toMatchObject(wanted);
  });
});

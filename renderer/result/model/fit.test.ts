import { describe, expect, it } from 'vitest';
import { hasShapeOf, misfitOf } from './fit.ts';
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
});

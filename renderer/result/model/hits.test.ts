import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHits, hitsOn, nextBox } from './hits.ts';
import { readResult } from './read-result.ts';
import { type Corners, LAYERS } from './view.ts';

const every = new Set(LAYERS);
const square = (x: number, y: number, side: number): Corners => [x, y, x + side, y, x + side, y + side, x, y + side];

describe('the box at a point', () => {
  it('is the smallest of the layers that are shown', () => {
    const hits = createHits([
      { id: 't/0', layer: 'tables', corners: square(0, 0, 10) },
      { id: 't/0/0', layer: 'cells', corners: square(1, 1, 4) },
      { id: 'w/0', layer: 'words', corners: square(2, 2, 1) },
      { id: 'f/0/A', layer: 'fields', corners: square(2, 2, 1) },
    ]);
    expect(hits.at(2.5, 2.5, every)?.id).toBe('f/0/A');
    expect(hits.at(2.5, 2.5, new Set(['words']))?.id).toBe('w/0');
    expect(hits.at(4, 4, every)?.id).toBe('t/0/0');
    expect(hits.at(8, 8, every)?.id).toBe('t/0');
    expect(hits.at(11, 11, every)).toBeNull();
    expect(createHits([]).at(0, 0, every)).toBeNull();
  });

  it('is not there where only the rectangle around a slanted box would be', () => {
    const hits = createHits([{ id: 'l/0', layer: 'lines', corners: [5, 0, 10, 5, 5, 10, 0, 5] }]);
    expect(hits.at(5, 5, every)?.id).toBe('l/0');
    expect(hits.at(1, 1, every)).toBeNull();
  });

  it('is found at every middle of every box', () => {
    const boxes = fc.array(fc.tuple(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 50 })), { minLength: 1 });
    fc.assert(
      fc.property(boxes, (all) => {
        const hits = createHits(
          all.map(([x, y, side], at) => ({ id: `w/${at}`, layer: 'words', corners: square(x, y, side) })),
        );
        for (const [x, y, side] of all) expect(hits.at(x + side / 2, y + side / 2, every)).not.toBeNull();
      }),
    );
  });
});

describe('a page of tens of thousands of boxes', () => {
  const line = (at: number) => ({
    text: 'a',
    boundingBox: square(at % 200, Math.floor(at / 200), 0.5),
    words: [{ text: 'a', boundingBox: square(at % 200, Math.floor(at / 200), 0.25) }],
  });
  const crowded = () =>
    readResult({
      version: '2.1.0',
      readResults: [
        {
          page: 1,
          angle: 0,
          width: 200,
          height: 200,
          unit: 'inch',
          lines: Array.from({ length: 20_000 }, (_, at) => line(at)),
        },
      ],
    });

  it('is indexed a little at a time, and told of once all is there', async () => {
    const view = crowded();
    const hits = hitsOn(view, 0);
    expect(hits.isComplete).toBe(false);
    expect(hits.boxes.length).toBeLessThan(10_000);
    await new Promise<void>((resolve) => hits.subscribe(resolve));
    expect(hits.isComplete).toBe(true);
    expect(hits.counts).toMatchObject({ lines: 20_000, words: 20_000 });
    expect(hits.at(199.1, 99.1, every)?.id).toBe('w/19999');
    expect(hits.at(199.4, 99.4, every)?.id).toBe('l/19999');
  });

  it('is gone through by keys before that, too', () => {
    const view = crowded();
    hitsOn(view, 0);
    expect(nextBox(view, new Set(['words'] as const), { page: 0, id: 'w/19998' }, 1)).toEqual({
      page: 0,
      id: 'w/19999',
    });
  });
});

describe('from box to box', () => {
  const word = (at: number) => ({ text: 'a', boundingBox: square(at, at, 1) });
  const view = readResult({
    version: '2.1.0',
    readResults: [1, 2, 3].map((page) => ({
      page,
      angle: 0,
      width: 9,
      height: 9,
      unit: 'inch',
      lines: page === 2 ? [] : [{ text: 'a a', boundingBox: square(0, 0, 5), words: [word(1), word(2)] }],
    })),
  });
  const words = new Set(['words'] as const);

  it('goes over pages without any, and ends', () => {
    expect(nextBox(view, words, { page: 0, id: null }, 1)).toEqual({ page: 0, id: 'w/0' });
    expect(nextBox(view, words, { page: 0, id: 'w/1' }, 1)).toEqual({ page: 2, id: 'w/2' });
    expect(nextBox(view, words, { page: 2, id: 'w/2' }, -1)).toEqual({ page: 0, id: 'w/1' });
    expect(nextBox(view, words, { page: 2, id: 'w/3' }, 1)).toBeNull();
    expect(nextBox(view, words, { page: 0, id: 'w/0' }, -1)).toBeNull();
    expect(nextBox(view, words, { page: 1, id: 'l/0' }, 1)).toEqual({ page: 2, id: 'w/2' });
  });

  it('keeps the indexes of the pages it was at', () => {
    expect(hitsOn(view, 0)).toBe(hitsOn(view, 0));
    for (let page = 1; page < 40; page += 1) hitsOn(view, page);
    expect(hitsOn(view, 0).boxes).toHaveLength(3);
  });
});

import { describe, expect, it } from 'vitest';
import { drawnOver } from '../model/fit.ts';
import { tiffPages } from './tiff.ts';

/** A TIFF of uncompressed grey pages, each of one shade. */
function tiffOf(
  pages: readonly { readonly width: number; readonly height: number; readonly shade: number }[],
): Uint8Array {
  const entries = 9;
  const sizes = pages.map(({ width, height }) => 2 + entries * 12 + 4 + width * height);
  const bytes = new Uint8Array(8 + sizes.reduce((sum, one) => sum + one, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  let at = 8;
  pages.forEach(({ width, height, shade }, index) => {
    const pixels = at + 2 + entries * 12 + 4;
    const next = pixels + width * height;
    const tags = [
      [256, width],
      [257, height],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, pixels],
      [277, 1],
      [278, height],
      [279, width * height],
    ] as const;
    view.setUint16(at, entries, true);
    tags.forEach(([tag, value], entry) => {
      const place = at + 2 + entry * 12;
      view.setUint16(place, tag, true);
      view.setUint16(place + 2, 4, true);
      view.setUint32(place + 4, 1, true);
      view.setUint32(place + 8, value, true);
    });
    view.setUint32(pixels - 4, index === pages.length - 1 ? 0 : next, true);
    bytes.fill(shade, pixels, next);
    at = next;
  });
  return bytes;
}

/** A TIFF of one uncompressed page whose pixels are in so many strips of one length. */
function tiffWith(tags: Readonly<Record<number, number>>, pixels: readonly number[], strips = 1): Uint8Array {
  const length = pixels.length / strips;
  const entries = new Map<number, readonly number[]>(
    Object.entries({ 259: 1, 277: 1, 278: tags[257] ?? 1, ...tags }).map(([tag, value]) => [Number(tag), [value]]),
  );
  const lists = 8 + 2 + (entries.size + 2) * 12 + 4;
  const start = lists + strips * 8;
  const each = (value: (strip: number) => number) => Array.from({ length: strips }, (_, strip) => value(strip));
  entries.set(
    273,
    each((strip) => start + strip * length),
  );
  entries.set(
    279,
    each(() => length),
  );
  const bytes = new Uint8Array(start + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8]);
  view.setUint16(8, entries.size, true);
  [...entries]
    .toSorted(([a], [b]) => a - b)
    .forEach(([tag, values], entry) => {
      const place = 10 + entry * 12;
      view.setUint16(place, tag, true);
      view.setUint16(place + 2, 4, true);
      view.setUint32(place + 4, values.length, true);
      if (values.length === 1) view.setUint32(place + 8, values[0] ?? 0, true);
      else {
        const list = lists + (tag === 273 ? 0 : strips * 4);
        view.setUint32(place + 8, list, true);
        values.forEach((value, at) => {
          view.setUint32(list + at * 4, value, true);
        });
      }
    });
  bytes.set(pixels, start);
  return bytes;
}

describe('the pages of a TIFF', () => {
  it('are all there, each with its size and its pixels', () => {
    const pages = tiffPages(
      tiffOf([
        { width: 3, height: 2, shade: 40 },
        { width: 5, height: 4, shade: 200 },
      ]),
    );
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [3, 2],
      [5, 4],
    ]);
    expect([...(pages[0]?.pixels() ?? [])].slice(0, 4)).toEqual([40, 40, 40, 255]);
    expect([...(pages[1]?.pixels() ?? [])]).toHaveLength(80);
  });

  it('are turned and mirrored as their orientation says, all eight ways', () => {
    // Two pixels beside each other, three rows: 1 2 / 3 4 / 5 6.
    const seen = (orientation: number): readonly (readonly number[])[] => {
      const [page] = tiffPages(tiffWith({ 256: 2, 257: 3, 258: 8, 262: 1, 274: orientation }, [1, 2, 3, 4, 5, 6]));
      const greys = [...(page?.pixels() ?? [])].filter((_, at) => at % 4 === 0);
      const width = page?.width ?? 1;
      return Array.from({ length: page?.height ?? 0 }, (_, row) => greys.slice(row * width, (row + 1) * width));
    };
    const wanted = [
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [
        [2, 1],
        [4, 3],
        [6, 5],
      ],
      [
        [6, 5],
        [4, 3],
        [2, 1],
      ],
      [
        [5, 6],
        [3, 4],
        [1, 2],
      ],
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
      [
        [5, 3, 1],
        [6, 4, 2],
      ],
      [
        [6, 4, 2],
        [5, 3, 1],
      ],
      [
        [2, 4, 6],
        [1, 3, 5],
      ],
    ];
    for (const [at, rows] of wanted.entries()) expect(seen(at + 1), `orientation ${at + 1}`).toEqual(rows);
  });

  it('that were stored on their side are drawn upright over the upright page of their answer, not stretched', () => {
    const [stored] = tiffPages(tiffWith({ 256: 3, 257: 2, 258: 8, 262: 1, 274: 6 }, [1, 2, 3, 4, 5, 6]));
    const page = { number: 1, width: 200, height: 300, angle: 0 };
    const wanted = { width: 20, height: 30 };
    expect(drawnOver(page, stored ?? { width: 0, height: 0 }, 0, wanted)).toEqual({
      fits: true,
      as: { page: 1, turn: 0, ...wanted },
    });
    // As its rows lie it is another shape, and would be drawn as such.
    expect(drawnOver(page, { width: 3, height: 2 }, 0, wanted)?.fits).toBe(false);
  });

  it('have their colours where all reds come before all greens', () => {
    const bytes = tiffWith(
      { 256: 2, 257: 2, 258: 8, 262: 2, 277: 3, 284: 2 },
      [10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33],
      3,
    );
    expect([...(tiffPages(bytes)[0]?.pixels() ?? [])]).toEqual(
      [0, 1, 2, 3].flatMap((at) => [10 + at, 20 + at, 30 + at, 255]),
    );
    const odd = tiffWith({ 256: 8, 257: 1, 258: 4, 262: 2, 277: 3, 284: 2 }, new Array(12).fill(0), 3);
    expect(() => tiffPages(odd)[0]?.pixels()).toThrow('lie apart');
  });

  it('are none in a file that is cut off at its beginning', () => {
    expect(tiffPages(new Uint8Array([0x49, 0x49, 42]))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
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

  it('are none in a file that is cut off at its beginning', () => {
    expect(tiffPages(new Uint8Array([0x49, 0x49, 42]))).toEqual([]);
  });
});

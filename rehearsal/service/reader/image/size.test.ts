import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bmpHeader, jpegHeader, pngHeader, tiffHeader } from '../../../testing/pictures.ts';
import { openImage } from './image-document.ts';
import { imageSizes } from './size.ts';

const side = fc.integer({ min: 1, max: 60_000 });

describe('the size of an image', () => {
  it('is read from a PNG, a BMP and a JPEG', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        expect(imageSizes(pngHeader(width, height), 'image/png')).toEqual([{ width, height }]);
        expect(imageSizes(bmpHeader(width, -height), 'image/bmp')).toEqual([{ width, height }]);
        expect(imageSizes(jpegHeader(width, height), 'image/jpeg')).toEqual([{ width, height }]);
      }),
    );
  });

  it.each([true, false])('is read for each page of a TIFF (little-endian: %s)', (little) => {
    const pages = [
      [640, 480],
      [100, 2000],
    ] as const;
    expect(imageSizes(tiffHeader(pages, little), 'image/tiff')).toEqual([
      { width: 640, height: 480 },
      { width: 100, height: 2000 },
    ]);
  });

  it('of a damaged file ends in a RangeError, never in a hang', () => {
    const types = ['image/png', 'image/bmp', 'image/jpeg', 'image/tiff'] as const;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...types), (bytes, type) => {
        try {
          return imageSizes(bytes, type).length > 0;
        } catch (error) {
          return error instanceof RangeError;
        }
      }),
    );
  });

  it('has to be from 50 to 10000 pixels each way', async () => {
    await expect(openImage(pngHeader(49, 500), 'image/png').checkPage(1)).rejects.toThrow(/50 x 50/);
    await expect(openImage(pngHeader(500, 10_001), 'image/png').checkPage(1)).rejects.toThrow(/10000/);
    await expect(openImage(pngHeader(50, 10_000), 'image/png').checkPage(1)).resolves.toBeUndefined();
  });

  it('is not enough: a picture without its pixels is refused when its page is read', async () => {
    const types = { 'image/png': pngHeader, 'image/jpeg': jpegHeader } as const;
    for (const [type, header] of Object.entries(types)) {
      const read = openImage(header(640, 480), type as keyof typeof types).readPage(1, { readingOrder: 'basic' });
      await expect(read).rejects.toThrow(/Page 1 cannot be read/);
    }
  });
});

import fc from 'fast-check';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it, vi } from 'vitest';
import { writeBitmap } from '../../../testing/bmp-writer.ts';
import { writePng } from '../../../testing/png-writer.ts';
import { writeTiff } from '../../../testing/tiff-writer.ts';
import { decodePage } from './decode.ts';
import { type Orientation, oriented } from './orientation.ts';
import { imageSizes } from './size.ts';

const mixed = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;
/** No grey is further off than this; rounding is all that may differ. */
const off = (found: Uint8Array, wanted: readonly number[]): number =>
  found.length === wanted.length ? Math.max(...wanted.map((grey, at) => Math.abs(grey - (found[at] ?? -999)))) : 999;

/** What a TIFF's samples mean: how many there are, and the grey of a pixel, its samples being 0 to 1. */
const meanings = {
  0: { count: 1, grey: ([v = 0]: readonly number[]) => 255 * (1 - v) },
  1: { count: 1, grey: ([v = 0]: readonly number[]) => 255 * v },
  2: { count: 3, grey: ([r = 0, g = 0, b = 0]: readonly number[]) => mixed(255 * r, 255 * g, 255 * b) },
  5: {
    count: 4,
    grey: ([c = 0, m = 0, y = 0, k = 0]: readonly number[]) =>
      mixed(255 * (1 - c), 255 * (1 - m), 255 * (1 - y)) * (1 - k),
  },
} as const;

const wantedTiff = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 24 }),
    bits: fc.constantFrom(1, 2, 4, 8, 16),
    meaning: fc.constantFrom(0, 1, 2, 5),
    compression: fc.constantFrom('none', 'packbits', 'lzw', 'deflate'),
    little: fc.boolean(),
    strip: fc.integer({ min: 1, max: 24 }),
    tiled: fc.boolean(),
    apart: fc.boolean(),
    orientation: fc.integer({ min: 1, max: 8 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  } as const)
  .map(({ seed, ...one }) => {
    let state = seed;
    const next = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state;
    };
    const most = 2 ** one.bits - 1;
    const samples = Array.from({ length: one.width * one.height }, () =>
      Array.from({ length: meanings[one.meaning].count }, () => next() % (most + 1)),
    );
    return { ...one, strip: one.tiled ? 16 : one.strip, samples };
  });

/** Three stripes, a white one between black ones, 24 x 6 pixels, as libtiff packs them. */
const CCITT = [
  [
    'Group 3 by rows',
    'SUkqACQAAAAAE1FmKACaizFABNRZigAmosxQATUWYoAJqLMUCwAAAQMAAQAAABgAAAABAQMAAQAAAAYAAAACAQMAAQAAAAEAAAADAQMAAQAAAAMAAAAGAQMAAQAAAAAAAAARAQQAAQAAAAgAAAASAQMAAQAAAAEAAAAVAQMAAQAAAAEAAAAWAQMAAQAAAAYAAAAXAQQAAQAAABwAAAAcAQMAAQAAAAEAAAAAAAAA',
  ],
  [
    'Group 3 in two dimensions',
    'SUkqAB4AAAAAGaizFABeADNRZigAvABmosxQAXgADAAAAQMAAQAAABgAAAABAQMAAQAAAAYAAAACAQMAAQAAAAEAAAADAQMAAQAAAAMAAAAGAQMAAQAAAAAAAAARAQQAAQAAAAgAAAASAQMAAQAAAAEAAAAVAQMAAQAAAAEAAAAWAQMAAQAAAAYAAAAXAQQAAQAAABUAAAAcAQMAAQAAAAEAAAAkAQQAAQAAAAEAAAAAAAAA',
  ],
  [
    'Group 4',
    'SUkqABIAAAAmopmL///gAgAgCwAAAQMAAQAAABgAAAABAQMAAQAAAAYAAAACAQMAAQAAAAEAAAADAQMAAQAAAAQAAAAGAQMAAQAAAAAAAAARAQQAAQAAAAgAAAASAQMAAQAAAAEAAAAVAQMAAQAAAAEAAAAWAQMAAQAAAAYAAAAXAQQAAQAAAAoAAAAcAQMAAQAAAAEAAAAAAAAA',
  ],
] as const;

vi.setConfig({ testTimeout: 60_000 });

describe('a TIFF', () => {
  it('of any kind that scanners write is read as it is to be seen', () => {
    fc.assert(
      fc.property(wantedTiff, (wanted) => {
        const most = 2 ** wanted.bits - 1;
        const grey = wanted.samples.map((pixel) => meanings[wanted.meaning].grey(pixel.map((one) => one / most)));
        const upright = oriented(
          { width: wanted.width, height: wanted.height, grey: Uint8Array.from(grey) },
          wanted.orientation as Orientation,
        );
        const file = writeTiff(wanted);
        const found = decodePage(file, 'image/tiff', 1);
        expect(imageSizes(file, 'image/tiff')).toEqual([{ width: upright.width, height: upright.height }]);
        expect([found.width, found.height]).toEqual([upright.width, upright.height]);
        expect(off(found.grey, [...upright.grey])).toBeLessThanOrEqual(3);
      }),
      { numRuns: 100 },
    );
  });

  it.each([1, 2, 4, 8] as const)('of a palette of %s bits has the colours of the palette', (bits) => {
    const colours = Array.from({ length: 2 ** bits }, (_, index): [number, number, number] => {
      const part = Math.round((index / (2 ** bits - 1)) * 65_535);
      return [part, 65_535 - part, part];
    });
    const samples = Array.from({ length: 17 * 5 }, (_, at) => [at % 2 ** bits]);
    const shape = { width: 17, height: 5, bits, samples, meaning: 3, compression: 'none' } as const;
    const file = writeTiff({
      ...shape,
      little: true,
      strip: 2,
      tiled: false,
      apart: false,
      orientation: 1,
      palette: colours,
    });
    const wanted = samples.map(([at = 0]) => {
      const [r, g, b] = colours[at] ?? [0, 0, 0];
      return mixed(r / 257, g / 257, b / 257);
    });
    expect(off(decodePage(file, 'image/tiff', 1).grey, wanted)).toBeLessThanOrEqual(1);
  });

  it.each(CCITT)('packed by %s is read', (_, base64) => {
    const { width, height, grey } = decodePage(Uint8Array.from(Buffer.from(base64, 'base64')), 'image/tiff', 1);
    expect([width, height]).toEqual([24, 6]);
    const row = [...Array(8).fill(0), ...Array(8).fill(255), ...Array(8).fill(0)];
    expect([...grey]).toEqual(Array(6).fill(row).flat());
  });

  it('of a kind that is not read here is refused by its name', () => {
    const shape = {
      width: 4,
      height: 4,
      bits: 8,
      samples: Array(16).fill([0]),
      meaning: 1,
      compression: 'none',
    } as const;
    const file = writeTiff({ ...shape, little: true, strip: 4, tiled: false, apart: false, orientation: 1 });
    // The compression's value: JPEG 2000.
    const at = Buffer.from(file).indexOf(Buffer.from([3, 1, 3, 0, 1, 0, 0, 0]));
    new DataView(file.buffer).setUint16(at + 8, 34_712, true);
    expect(() => decodePage(file, 'image/tiff', 1)).toThrow('a TIFF with compression 34712');
  });
});

describe('a bitmap', () => {
  const pixelsOf = fc.record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 12 }),
    bits: fc.constantFrom(1, 4, 8, 16, 24, 32),
    rowsDown: fc.boolean(),
    runs: fc.boolean(),
    seed: fc.integer({ min: 1, max: 100_000 }),
    alike: fc.boolean(),
  } as const);

  it('of any number of bits, packed by runs or not, from either end, is read', () => {
    fc.assert(
      fc.property(pixelsOf, ({ width, height, bits, rowsDown, runs, seed, alike }) => {
        const colours = bits <= 8 ? 2 ** bits : 256;
        const palette = Array.from({ length: colours }, (_, at) => Math.round((at * 255) / (colours - 1)));
        const pixels = Array.from(
          { length: width * height },
          (_, at) => (seed * (1 + (alike ? Math.floor(at / 5) : at)) * 7_919) % colours,
        );
        // Only these two have runs, and they run upwards.
        const packs = runs && !rowsDown && (bits === 4 || bits === 8);
        const file = writeBitmap({ width, height, bits, pixels, palette, rowsDown, runs: packs });
        const wanted = bits <= 8 ? pixels.map((at) => palette[at] ?? 0) : pixels;
        const found = decodePage(file, 'image/bmp', 1);
        expect([found.width, found.height]).toEqual([width, height]);
        // 16 bits have 32 greys.
        expect(off(found.grey, wanted)).toBeLessThanOrEqual(bits === 16 ? 8 : 1);
      }),
      { numRuns: 100 },
    );
  });

  it('that is cut off cannot be read', () => {
    const shape = { width: 8, height: 8, bits: 24, pixels: Array(64).fill(1), palette: [], rowsDown: false } as const;
    const file = writeBitmap({ ...shape, runs: false });
    expect(() => decodePage(file.subarray(0, file.length - 30), 'image/bmp', 1)).toThrow(RangeError);
  });
});

/** A picture whose left upper corner is black and the rest white. */
const corner = (width: number, height: number) => {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height / 2; y += 1)
    for (let x = 0; x < width / 2; x += 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, data };
};

/** The same JPEG with what a camera writes of how it was held. */
function heldAs(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1');
  exif.writeUInt16BE(orientation, 24);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]));
}

describe('a JPEG', () => {
  const jpeg = new Uint8Array(encodeJpeg(corner(64, 32), 90).data);

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
    'that was held as %s is seen upright, and has the size of that',
    (held) => {
      const file = heldAs(jpeg, held);
      const found = decodePage(file, 'image/jpeg', 1);
      const grey = Uint8Array.from({ length: 64 * 32 }, (_, at) => (at % 64 < 32 && at < 64 * 16 ? 0 : 255));
      const wanted = oriented({ width: 64, height: 32, grey }, held);
      expect([found.width, found.height]).toEqual([wanted.width, wanted.height]);
      expect(imageSizes(file, 'image/jpeg')).toEqual([{ width: wanted.width, height: wanted.height }]);
      expect(off(found.grey, [...wanted.grey])).toBeLessThan(40);
    },
  );
});

describe('a PNG', () => {
  const wantedPng = fc.record({
    width: fc.integer({ min: 1, max: 30 }),
    height: fc.integer({ min: 1, max: 20 }),
    shape: fc.constantFrom(
      ...([1, 2, 4, 8, 16] as const).map((bits) => ({ kind: 0 as const, bits })),
      ...([1, 2, 4, 8] as const).map((bits) => ({ kind: 3 as const, bits })),
      ...([2, 4, 6] as const).flatMap((kind) => ([8, 16] as const).map((bits) => ({ kind, bits }))),
    ),
    interlaced: fc.boolean(),
    seed: fc.integer({ min: 1, max: 100_000 }),
  });

  it('of any kind and number of bits, interlaced or not, is read; what is transparent is paper', () => {
    fc.assert(
      fc.property(wantedPng, ({ width, height, shape: { kind, bits }, interlaced, seed }) => {
        const most = 2 ** bits - 1;
        const count = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[kind];
        const samples = Array.from({ length: width * height }, (_, at) =>
          Array.from({ length: count }, (_sample, number) => (seed * (at + 1) * 7_919 + number * 104_729) % (most + 1)),
        );
        const palette = Array.from({ length: most + 1 }, (_, at): [number, number, number] => [
          at % 256,
          255 - (at % 256),
          9,
        ]);
        const file = writePng({ width, height, bits, kind, samples, interlaced, ...(kind === 3 ? { palette } : {}) });
        const wanted = samples.map((pixel) => {
          if (kind === 3) return mixed(...(palette[pixel[0] ?? 0] ?? [0, 0, 0]));
          const [a = 0, b = 0, c = 0, d = 0] = pixel.map((one) => (one / most) * 255);
          const seen = kind === 0 || kind === 4 ? a : mixed(a, b, c);
          const cover = (kind === 4 ? b : kind === 6 ? d : 255) / 255;
          return seen * cover + 255 * (1 - cover);
        });
        expect(off(decodePage(file, 'image/png', 1).grey, wanted)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  });
});

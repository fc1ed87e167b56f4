import type { Raster } from './raster.ts';

/** How the stored rows of a picture have to be turned or mirrored to be seen as they were taken: 1 to 8, as EXIF and TIFF count. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x0112;

export const orientationOf = (value: number): Orientation =>
  value >= 1 && value <= 8 && Number.isInteger(value) ? (value as Orientation) : 1;

/** Whether width and height change places. */
export const isTurnedAside = (orientation: Orientation): boolean => orientation >= 5;

/** Where a pixel of the turned picture is taken from. */
const SOURCES: Readonly<
  Record<Orientation, (x: number, y: number, width: number, height: number) => readonly [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, width) => [width - 1 - x, y],
  3: (x, y, width, height) => [width - 1 - x, height - 1 - y],
  4: (x, y, _width, height) => [x, height - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _width, height) => [y, height - 1 - x],
  7: (x, y, width, height) => [width - 1 - y, height - 1 - x],
  8: (x, y, width) => [width - 1 - y, x],
};

/** The picture as it is to be seen. */
export function oriented(raster: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return raster;
  const { width, height, grey } = raster;
  const source = SOURCES[orientation];
  const [wide, high] = isTurnedAside(orientation) ? [height, width] : [width, height];
  const out = new Uint8Array(grey.length);
  for (let y = 0; y < high; y += 1)
    for (let x = 0; x < wide; x += 1) {
      const [fromX, fromY] = source(x, y, width, height);
      out[y * wide + x] = grey[fromY * width + fromX] ?? 255;
    }
  return { width: wide, height: high, grey: out };
}

/** What a camera wrote into a JPEG of how it was held; 1 where it did not, or not so that it can be read. */
export function jpegOrientation(view: DataView): Orientation {
  let at = 2;
  while (at + 4 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // The picture itself begins: what is said about it comes before.
    if (marker === 0xda || marker === 0xd9) return 1;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (marker === 0xe1 && length >= 16 && at + 2 + length <= view.byteLength && view.getUint32(at + 4) === 0x45786966)
      return orientationIn(new DataView(view.buffer, view.byteOffset + at + 10, length - 8));
    at += 2 + length;
  }
  return 1;
}

/** Of the first directory of what has a TIFF's form. */
function orientationIn(view: DataView): Orientation {
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return 1;
    if (view.getUint16(entry, little) === ORIENTATION) return orientationOf(view.getUint16(entry + 8, little));
  }
  return 1;
}

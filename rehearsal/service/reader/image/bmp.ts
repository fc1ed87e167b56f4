import { NotSupported } from './not-supported.ts';
import type { Raster } from './raster.ts';

const [PLAIN, RLE8, RLE4, MASKS, MASKS_WITH_ALPHA] = [0, 1, 2, 3, 6];
const CORE_HEADER = 12;

interface Bitmap {
  readonly view: DataView;
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression: number;
  readonly rowsDown: boolean;
  /** Where the pixels begin. */
  readonly pixels: number;
  /** The grey of each colour of the palette. */
  readonly palette: Uint8Array;
  readonly masks: readonly [red: number, green: number, blue: number];
}

/**
 * The pixels of a Windows or OS/2 bitmap of 1, 2, 4, 8, 16, 24 or 32 bits, packed by runs or not, from either end.
 *
 * Fails with `NotSupported` for other kinds, and with a `RangeError` where it is cut off.
 */
export function decodeBmp(bytes: Uint8Array): Raster {
  const bitmap = headerOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { width, height, compression, rowsDown } = bitmap;
  const packed = compression === RLE8 || compression === RLE4;
  const rows = packed ? unpacked(bitmap) : unpackedRows(bitmap);
  if (rowsDown) return { width, height, grey: rows };
  const grey = new Uint8Array(rows.length);
  for (let y = 0; y < height; y += 1)
    grey.set(rows.subarray((height - 1 - y) * width, (height - y) * width), y * width);
  return { width, height, grey };
}

const lightness = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

function headerOf(view: DataView): Bitmap {
  const [pixels, header] = [view.getUint32(10, true), view.getUint32(14, true)];
  const old = header === CORE_HEADER;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const high = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? PLAIN : view.getUint32(30, true);
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw new NotSupported(`a bitmap of ${bits} bits`);
  const known =
    compression === PLAIN ||
    (compression === RLE8 && bits === 8) ||
    (compression === RLE4 && bits === 4) ||
    ((compression === MASKS || compression === MASKS_WITH_ALPHA) && (bits === 16 || bits === 32) && header !== 64);
  if (!known) throw new NotSupported(`a bitmap with compression ${compression}`);

  const afterHeader = 14 + header;
  const masked = compression === MASKS || compression === MASKS_WITH_ALPHA;
  // A header of the first kind has the masks behind it, a later one in itself, at the same place.
  const masks = masked
    ? ([view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)] as const)
    : bits === 16
      ? ([0x7c00, 0x03e0, 0x001f] as const)
      : ([0xff0000, 0xff00, 0xff] as const);
  const palette = new Uint8Array(bits <= 8 ? 2 ** bits : 0);
  const entry = old ? 3 : 4;
  const said = old ? 0 : view.getUint32(46, true);
  const colours = Math.min(palette.length, said || palette.length, Math.floor((pixels - afterHeader) / entry));
  for (let index = 0; index < colours; index += 1) {
    const at = afterHeader + index * entry;
    palette[index] = lightness(view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at));
  }
  return { view, width, height: Math.abs(high), bits, compression, rowsDown: high < 0, pixels, palette, masks };
}

/** The part of a pixel under a mask, as 0 to 255. */
function under(mask: number, pixel: number): number {
  if (mask === 0) return 0;
  const shift = Math.clz32(mask & -mask) ^ 31;
  const most = mask >>> shift;
  return (((pixel & mask) >>> shift) / most) * 255;
}

function unpackedRows({ view, width, height, bits, pixels, palette, masks }: Bitmap): Uint8Array {
  const stride = Math.ceil((width * bits) / 32) * 4;
  // Some writers leave out the filling of the last row.
  if (pixels + stride * (height - 1) + Math.ceil((width * bits) / 8) > view.byteLength)
    throw new RangeError('The bitmap is cut off.');
  const grey = new Uint8Array(width * height);
  const [red, green, blue] = masks;
  for (let y = 0; y < height; y += 1) {
    const row = pixels + y * stride;
    for (let x = 0; x < width; x += 1) {
      const to = y * width + x;
      if (bits <= 8) {
        const place = x * bits;
        const byte = view.getUint8(row + (place >> 3));
        grey[to] = palette[(byte >> (8 - bits - (place & 7))) & (2 ** bits - 1)] ?? 0;
      } else if (bits === 24) {
        const at = row + x * 3;
        grey[to] = lightness(view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at));
      } else {
        const pixel = bits === 16 ? view.getUint16(row + x * 2, true) : view.getUint32(row + x * 4, true);
        grey[to] = lightness(under(red, pixel), under(green, pixel), under(blue, pixel));
      }
    }
  }
  return grey;
}

/** Pixels packed by runs. What the runs leave out has the first colour. */
function unpacked({ view, width, height, bits, pixels, palette }: Bitmap): Uint8Array {
  const grey = new Uint8Array(width * height).fill(palette[0] ?? 0);
  let [x, y, at] = [0, 0, pixels];
  const put = (index: number): void => {
    if (x < width && y < height) grey[y * width + x] = palette[index] ?? 0;
    x += 1;
  };
  const half = (byte: number, number: number): number => (number % 2 === 0 ? byte >> 4 : byte & 15);
  while (y < height) {
    const [count, value] = [view.getUint8(at), view.getUint8(at + 1)];
    at += 2;
    if (count > 0) {
      for (let number = 0; number < count; number += 1) put(bits === 8 ? value : half(value, number));
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += view.getUint8(at);
      y += view.getUint8(at + 1);
      at += 2;
    } else {
      for (let number = 0; number < value; number += 1)
        put(bits === 8 ? view.getUint8(at + number) : half(view.getUint8(at + (number >> 1)), number));
      // Such a piece fills whole pairs of bytes.
      at += Math.ceil((bits === 8 ? value : value / 2) / 2) * 2;
    }
  }
  return grey;
}

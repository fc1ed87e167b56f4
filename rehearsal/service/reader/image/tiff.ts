import { decode as decodeJpeg } from 'jpeg-js';
import UTIF from 'utif2';
import { NotSupported } from './not-supported.ts';
import { orientationOf, oriented } from './orientation.ts';
import type { Raster } from './raster.ts';

const JPEG = 7;
/** None, CCITT by rows, Group 3, Group 4, LZW, JPEG, deflate (two numbers), PackBits. */
const COMPRESSIONS = new Set([1, 2, 3, 4, 5, JPEG, 8, 32946, 32773]);
const [WHITE_IS_0, BLACK_IS_0, RGB, PALETTE, CMYK, YCBCR, LAB] = [0, 1, 2, 3, 5, 6, 8];
const [PLAIN_ALPHA, MULTIPLIED_ALPHA] = [2, 1];

/** One directory's values by tag. */
type Directory = UTIF.IFD & Readonly<Record<string, unknown>>;

const listOf = (directory: Directory, tag: number): readonly number[] =>
  (directory[`t${tag}`] as readonly number[] | undefined) ?? [];
const numberOf = (directory: Directory, tag: number, otherwise: number): number =>
  listOf(directory, tag)[0] ?? otherwise;

/** A piece of the picture that was packed by itself: a strip or a tile, of all samples or of one. */
interface Piece {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly offset: number;
  readonly length: number;
}

/** Samples of the whole picture, one array for each kind: as they are up to 8 bits, of 16 the upper 8. */
interface Samples {
  readonly width: number;
  readonly height: number;
  readonly most: number;
  readonly planes: readonly Uint8Array[];
}

/**
 * A page of a TIFF as it is to be seen, counted from 1: bilevel, grey, of a palette, RGB, CMYK or L*a*b*, in strips or tiles,
 * its samples together or apart.
 *
 * Fails with `NotSupported` for other kinds, and with what the decoder throws where the file is damaged.
 */
export function decodeTiff(bytes: Uint8Array, page: number): Raster {
  const file = Uint8Array.from(bytes).buffer;
  const directory = UTIF.decode(file)[page - 1] as Directory | undefined;
  if (!directory) throw new RangeError(`there is no page ${page}`);
  const samples = samplesOf(file, directory);
  const { width, height } = samples;
  return oriented({ width, height, grey: greyOf(samples, directory) }, orientationOf(numberOf(directory, 274, 1)));
}

function samplesOf(file: ArrayBuffer, directory: Directory): Samples {
  const [width, height] = [numberOf(directory, 256, 0), numberOf(directory, 257, 0)];
  const compression = numberOf(directory, 259, 1);
  if (!COMPRESSIONS.has(compression)) throw new NotSupported(`a TIFF with compression ${compression}`);
  const bits = numberOf(directory, 258, 1);
  const alike = listOf(directory, 258).every((one) => one === bits);
  if (![1, 2, 4, 8, 16].includes(bits) || !alike) throw new NotSupported(`a TIFF of ${listOf(directory, 258)} bits`);
  if (listOf(directory, 339).some((format) => format === 3)) throw new NotSupported('a TIFF of floating-point numbers');
  const count = numberOf(directory, 277, 1);
  const apart = numberOf(directory, 284, 1) === 2 && count > 1;
  const planes = Array.from({ length: count }, () => new Uint8Array(width * height));
  const pieces = piecesOf(directory, width, height, apart ? count : 1);
  for (const [plane, own] of pieces.entries())
    for (const piece of own) {
      const data = unpack(file, directory, piece, apart);
      spread(data, piece, bits, apart ? [planes[plane] ?? new Uint8Array()] : planes, width, height);
    }
  return { width, height, most: bits === 16 ? 255 : 2 ** bits - 1, planes };
}

/** The pieces of each plane, in the order in which a file lists them. */
function piecesOf(directory: Directory, width: number, height: number, planes: number): readonly (readonly Piece[])[] {
  const tiled = listOf(directory, 322).length > 0;
  const wide = tiled ? numberOf(directory, 322, width) : width;
  const high = tiled ? numberOf(directory, 323, height) : Math.min(height, numberOf(directory, 278, height));
  const offsets = listOf(directory, tiled ? 324 : 273);
  const lengths = listOf(directory, tiled ? 325 : 279);
  const [across, down] = [Math.ceil(width / wide), Math.ceil(height / high)];
  if (offsets.length < across * down * planes) throw new RangeError('The TIFF lacks a part of its picture.');
  return Array.from({ length: planes }, (_, plane) =>
    Array.from({ length: across * down }, (_piece, index): Piece => {
      const at = plane * across * down + index;
      const y = Math.floor(index / across) * high;
      return {
        x: (index % across) * wide,
        y,
        width: wide,
        // The last strip ends with the picture, the last tile does not.
        height: tiled ? high : Math.min(high, height - y),
        offset: offsets[at] ?? 0,
        length: lengths[at] ?? Number.POSITIVE_INFINITY,
      };
    }),
  );
}

/** The decoder sees each piece as a picture of one strip. */
function unpack(file: ArrayBuffer, directory: Directory, piece: Piece, apart: boolean): Uint8Array {
  const { offset, width, height } = piece;
  const length = Math.min(piece.length, file.byteLength - offset);
  if (length <= 0) throw new RangeError('The TIFF is cut off.');
  if (numberOf(directory, 259, 1) === JPEG)
    return unpackJpeg(new Uint8Array(file, offset, length), directory, apart ? 1 : numberOf(directory, 277, 1));
  const one: Record<string, unknown> = { ...directory };
  for (const tag of [322, 323, 324, 325]) delete one[`t${tag}`];
  Object.assign(one, { t256: [width], t257: [height], t278: [height], t273: [offset], t279: [length] });
  if (apart) Object.assign(one, { t277: [1], t258: [numberOf(directory, 258, 1)], t284: [1], t262: [BLACK_IS_0] });
  else one['t258'] = [...listOf(directory, 258)].slice(0, numberOf(directory, 277, 1));
  if ((one['t258'] as readonly number[]).length === 0) delete one['t258'];
  UTIF.decodeImage(file, one as UTIF.IFD);
  const { data } = one as { data?: Uint8Array };
  if (!data) throw new RangeError('The TIFF has no picture.');
  return data;
}

/** A piece that is a JPEG; what all pieces have in common may be in the directory. */
function unpackJpeg(data: Uint8Array, directory: Directory, samples: number): Uint8Array {
  const tables = listOf(directory, 347);
  // Tables and picture each have a beginning and an end of their own, two bytes long.
  const whole = tables.length > 4 ? Buffer.concat([Buffer.from(tables.slice(0, -2)), data.subarray(2)]) : data;
  const colorTransform = numberOf(directory, 262, YCBCR) === YCBCR;
  const { data: rgba } = decodeJpeg(whole, { useTArray: true, colorTransform, tolerantDecoding: false });
  const kinds = Math.min(samples, 3);
  const out = new Uint8Array((rgba.length / 4) * samples);
  for (let at = 0; at < rgba.length / 4; at += 1)
    for (let kind = 0; kind < kinds; kind += 1) out[at * samples + kind] = rgba[at * 4 + kind] ?? 0;
  return out;
}

/** Puts a piece's samples at their places. */
function spread(
  data: Uint8Array,
  piece: Piece,
  bits: number,
  planes: readonly Uint8Array[],
  width: number,
  height: number,
): void {
  const stride = Math.ceil((piece.width * planes.length * bits) / 8);
  const mask = 2 ** bits - 1;
  const [right, bottom] = [Math.min(width, piece.x + piece.width), Math.min(height, piece.y + piece.height)];
  for (let y = piece.y; y < bottom; y += 1) {
    const row = (y - piece.y) * stride;
    for (const [kind, plane] of planes.entries())
      for (let x = piece.x; x < right; x += 1) {
        const sample = (x - piece.x) * planes.length + kind;
        const place = sample * bits;
        // Of 16 bits, which the decoder gives with the lower byte first, the upper ones.
        plane[y * width + x] =
          bits === 16
            ? (data[row + sample * 2 + 1] ?? 0)
            : ((data[row + (place >> 3)] ?? 0) >> (8 - bits - (place & 7))) & mask;
      }
  }
}

function greyOf({ width, height, most, planes }: Samples, directory: Directory): Uint8Array {
  const meaning = numberOf(directory, 262, most === 1 ? WHITE_IS_0 : BLACK_IS_0);
  const whole = numberOf(directory, 259, 1) === JPEG;
  const light = lightOf(planes, most, meaning, whole, directory);
  const [colours] = [meaning === RGB || meaning === YCBCR ? 3 : meaning === CMYK ? 4 : 1];
  const alpha = numberOf(directory, 338, 0);
  const cover = alpha === PLAIN_ALPHA || alpha === MULTIPLIED_ALPHA ? planes[colours] : undefined;
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const seen = light(at);
    const part = cover ? (cover[at] ?? most) / most : 1;
    grey[at] = (alpha === MULTIPLIED_ALPHA && cover ? seen : seen * part) + 255 * (1 - part);
  }
  return grey;
}

/** How light a pixel is, 0 to 255. */
function lightOf(
  planes: readonly Uint8Array[],
  most: number,
  meaning: number,
  jpeg: boolean,
  directory: Directory,
): (at: number) => number {
  const scale = 255 / most;
  const value = (kind: number, at: number): number => (planes[kind]?.[at] ?? 0) * scale;
  const mixed = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;
  switch (meaning) {
    case WHITE_IS_0:
      return (at) => 255 - value(0, at);
    case BLACK_IS_0:
    case LAB:
      return (at) => value(0, at);
    case RGB:
      return (at) => mixed(value(0, at), value(1, at), value(2, at));
    case PALETTE: {
      const map = listOf(directory, 320);
      const colours = map.length / 3;
      const greys = Array.from({ length: colours }, (_, index) =>
        mixed((map[index] ?? 0) / 257, (map[colours + index] ?? 0) / 257, (map[2 * colours + index] ?? 0) / 257),
      );
      return (at) => greys[planes[0]?.[at] ?? 0] ?? 0;
    }
    case CMYK:
      if (jpeg) return (at) => mixed(value(0, at), value(1, at), value(2, at));
      return (at) => mixed(255 - value(0, at), 255 - value(1, at), 255 - value(2, at)) * (1 - value(3, at) / 255);
    case YCBCR:
      // The decoder of JPEG gives red, green and blue, of CMYK as well. Otherwise the first sample is how light it is, where each has its own.
      if (jpeg) return (at) => mixed(value(0, at), value(1, at), value(2, at));
      if (listOf(directory, 530).every((one) => one === 1) && listOf(directory, 530).length === 2)
        return (at) => value(0, at);
      throw new NotSupported('a TIFF of thinned-out YCbCr');
    default:
      throw new NotSupported(`a TIFF of colours of kind ${meaning}`);
  }
}

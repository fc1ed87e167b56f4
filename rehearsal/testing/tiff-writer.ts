import { deflateSync } from 'node:zlib';

/** A TIFF to be written: `samples` are whole rows of every sample, each from 0 to the most that its bits can say. */
export interface WantedTiff {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 2 | 4 | 8 | 16;
  /** By pixel: one number for each kind of sample. */
  readonly samples: readonly (readonly number[])[];
  /** White is 0, black is 0, RGB, palette, CMYK, as TIFF counts. */
  readonly meaning: 0 | 1 | 2 | 3 | 5;
  readonly compression: 'none' | 'packbits' | 'lzw' | 'deflate';
  readonly little: boolean;
  /** Rows of a strip, or the side of a square tile. */
  readonly strip: number;
  readonly tiled: boolean;
  readonly apart: boolean;
  readonly orientation: number;
  /** Red, green and blue of each colour, 0 to 65535. */
  readonly palette?: readonly (readonly [number, number, number])[];
}

const COMPRESSION = { none: 1, lzw: 5, deflate: 8, packbits: 32773 } as const;

/** Writes the TIFF, each piece packed by itself. */
export function writeTiff(wanted: WantedTiff): Uint8Array {
  const { width, height, bits, samples, little, tiled, apart, strip, palette } = wanted;
  const count = samples[0]?.length ?? 1;
  const kinds = Array.from({ length: count }, (_, kind) => kind);
  const groups = apart ? kinds.map((kind) => [kind]) : [kinds];
  const [wide, high] = tiled ? [strip, strip] : [width, strip];
  const pieces: Uint8Array[] = [];
  for (const group of groups)
    for (let top = 0; top < height; top += high)
      for (let left = 0; left < width; left += wide) {
        const rows: Uint8Array[] = [];
        const last = tiled ? top + high : Math.min(height, top + high);
        for (let y = top; y < last; y += 1) {
          const row: number[] = [];
          for (let x = left; x < left + wide; x += 1)
            for (const kind of group) row.push(x < width && y < height ? (samples[y * width + x]?.[kind] ?? 0) : 0);
          rows.push(packed(row, bits, little));
        }
        pieces.push(pack(Buffer.concat(rows), wanted.compression));
      }
  const entries: [tag: number, type: 3 | 4, values: readonly number[]][] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, kinds.map(() => bits)],
    [259, 3, [COMPRESSION[wanted.compression]]],
    [262, 3, [wanted.meaning]],
    [274, 3, [wanted.orientation]],
    [277, 3, [count]],
    [284, 3, [apart ? 2 : 1]],
  ];
  if (palette) entries.push([320, 3, [0, 1, 2].flatMap((part) => palette.map((colour) => colour[part] ?? 0))]);
  const [offsetTag, lengthTag] = tiled ? [324, 325] : [273, 279];
  if (tiled) entries.push([322, 4, [strip]], [323, 4, [strip]]);
  else entries.push([278, 4, [strip]]);
  entries.push([lengthTag, 4, pieces.map(({ length }) => length)], [offsetTag, 4, pieces.map(() => 0)]);
  entries.sort(([a], [b]) => a - b);

  const sizeOf = (type: 3 | 4, values: readonly number[]): number => values.length * (type === 3 ? 2 : 4);
  const directory = 8;
  let at = directory + 2 + entries.length * 12 + 4;
  const places = entries.map(([, type, values]) => {
    const size = sizeOf(type, values);
    if (size <= 4) return null;
    const place = at;
    at += size + (size % 2);
    return place;
  });
  const offsets: number[] = [];
  for (const { length } of pieces) {
    offsets.push(at);
    at += length + (length % 2);
  }
  const file = Buffer.alloc(at);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  file.write(little ? 'II' : 'MM', 0, 'latin1');
  view.setUint16(2, 42, little);
  view.setUint32(4, directory, little);
  view.setUint16(directory, entries.length, little);
  for (const [index, [tag, type, given]] of entries.entries()) {
    const values = tag === offsetTag ? offsets : given;
    const entry = directory + 2 + index * 12;
    view.setUint16(entry, tag, little);
    view.setUint16(entry + 2, type, little);
    view.setUint32(entry + 4, values.length, little);
    const place = places[index];
    if (typeof place === 'number') view.setUint32(entry + 8, place, little);
    for (const [number, value] of values.entries())
      if (type === 3) view.setUint16((place ?? entry + 8) + number * 2, value, little);
      else view.setUint32((place ?? entry + 8) + number * 4, value, little);
  }
  for (const [index, piece] of pieces.entries()) file.set(piece, offsets[index] ?? 0);
  return new Uint8Array(file);
}

/** A row of numbers as bits, the first in the highest. */
export function packed(row: readonly number[], bits: number, little: boolean): Uint8Array {
  const out = Buffer.alloc(Math.ceil((row.length * bits) / 8));
  for (const [index, value] of row.entries())
    if (bits === 16) {
      if (little) out.writeUInt16LE(value, index * 2);
      else out.writeUInt16BE(value, index * 2);
    } else {
      const place = index * bits;
      out[place >> 3] = (out[place >> 3] ?? 0) | (value << (8 - bits - (place & 7)));
    }
  return out;
}

function pack(data: Uint8Array, compression: WantedTiff['compression']): Uint8Array {
  if (compression === 'deflate') return deflateSync(data);
  if (compression === 'lzw') return lzw(data);
  if (compression === 'none') return data;
  const out: number[] = [];
  for (let at = 0; at < data.length; ) {
    let run = 1;
    while (run < 128 && at + run < data.length && data[at + run] === data[at]) run += 1;
    // A run as a run; anything else byte by byte, which is allowed as well.
    out.push(run > 1 ? 257 - run : 0, data[at] ?? 0);
    at += run;
  }
  return Uint8Array.from(out);
}

/** The plainest LZW that a reader has to understand: every byte as itself, and the table cleared before its codes grow. */
function lzw(data: Uint8Array): Uint8Array {
  const [CLEAR, END] = [256, 257];
  const codes: number[] = [];
  for (let at = 0; at < data.length; at += 250) codes.push(CLEAR, ...data.subarray(at, at + 250));
  codes.push(END);
  const out = new Uint8Array(Math.ceil((codes.length * 9) / 8));
  for (const [index, code] of codes.entries())
    for (let bit = 0; bit < 9; bit += 1)
      if (code & (1 << (8 - bit))) {
        const place = index * 9 + bit;
        out[place >> 3] = (out[place >> 3] ?? 0) | (128 >> (place & 7));
      }
  return out;
}

import { crc32, deflateSync } from 'node:zlib';
import { packed } from './tiff-writer.ts';

/** A PNG to be written: for each pixel its samples, as PNG's colour type orders them, or its place in the palette. */
export interface WantedPng {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 2 | 4 | 8 | 16;
  /** Grey, RGB, palette, grey with alpha, RGB with alpha. */
  readonly kind: 0 | 2 | 3 | 4 | 6;
  readonly samples: readonly (readonly number[])[];
  readonly interlaced: boolean;
  readonly palette?: readonly (readonly [number, number, number])[];
}

/** The seven passes of an interlaced PNG: where each begins, and its steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Writes the PNG, its rows unfiltered. */
export function writePng({ width, height, bits, kind, samples, interlaced, palette }: WantedPng): Uint8Array {
  const rows: Uint8Array[] = [];
  for (const [left, top, right, down] of interlaced ? PASSES : ([[0, 0, 1, 1]] as const))
    for (let y = top; y < height; y += down) {
      const row: number[] = [];
      for (let x = left; x < width; x += right) row.push(...(samples[y * width + x] ?? []));
      if (row.length > 0) rows.push(Uint8Array.of(0), packed(row, bits, false));
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, kind, 0, 0, interlaced ? 1 : 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      ...(palette ? [chunk('PLTE', Uint8Array.from(palette.flat()))] : []),
      chunk('IDAT', deflateSync(Buffer.concat(rows))),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

import { packed } from './tiff-writer.ts';

/** A bitmap to be written: a colour for each pixel, or its place in the palette for 8 bits and fewer. */
export interface WantedBitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  /** Row by row from the top: the palette's place, or the grey, 0 to 255. */
  readonly pixels: readonly number[];
  /** Greys. */
  readonly palette: readonly number[];
  readonly rowsDown: boolean;
  readonly runs: boolean;
}

const HEADERS = 54;

/** Writes the bitmap. */
export function writeBitmap({ width, height, bits, pixels, palette, rowsDown, runs }: WantedBitmap): Uint8Array {
  const order = Array.from({ length: height }, (_, y) => (rowsDown ? y : height - 1 - y));
  const rows = order.map((y) => pixels.slice(y * width, (y + 1) * width));
  const data = runs ? Buffer.concat([...rows.map((row) => runsOf(row, bits)), Buffer.from([0, 1])]) : plain(rows, bits);
  const colours =
    bits <= 8 ? Buffer.concat(palette.map((grey) => Buffer.from([grey, grey, grey, 0]))) : Buffer.alloc(0);
  const head = Buffer.alloc(HEADERS);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(HEADERS + colours.length + data.length, 2);
  head.writeUInt32LE(HEADERS + colours.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(rowsDown ? -height : height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(runs ? (bits === 8 ? 1 : 2) : 0, 30);
  head.writeUInt32LE(bits <= 8 ? palette.length : 0, 46);
  return new Uint8Array(Buffer.concat([head, colours, data]));
}

function plain(rows: readonly (readonly number[])[], bits: WantedBitmap['bits']): Buffer {
  return Buffer.concat(
    rows.map((row) => {
      const bytes =
        bits <= 8
          ? packed(row, bits, true)
          : bits === 16
            ? packed(
                row.map((grey) => (grey >> 3) * 0x421),
                16,
                true,
              )
            : Uint8Array.from(row.flatMap((grey) => (bits === 24 ? [grey, grey, grey] : [grey, grey, grey, 0])));
      return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    }),
  );
}

/** Runs where pixels are alike, and pieces as they are where three or more are not. */
function runsOf(row: readonly number[], bits: number): Buffer {
  const out: number[] = [];
  for (let at = 0; at < row.length; ) {
    let run = 1;
    while (run < 255 && at + run < row.length && row[at + run] === row[at]) run += 1;
    let different = 1;
    while (different < 254 && at + different < row.length && row[at + different] !== row[at + different - 1])
      different += 1;
    const value = row[at] ?? 0;
    if (run === 1 && different >= 3) {
      const piece = row.slice(at, at + different);
      const bytes = packed(piece, bits, true);
      out.push(0, different, ...bytes, ...(bytes.length % 2 ? [0] : []));
      at += different;
    } else {
      out.push(run, bits === 8 ? value : (value << 4) | value);
      at += run;
    }
  }
  return Buffer.from([...out, 0, 0]);
}

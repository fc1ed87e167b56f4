/** The states of the coder: size of the unlikely symbol, next state if likely, if unlikely, and whether the likely one changes. */
// biome-ignore format: a table
const STATES = [
  [0x5601, 1, 1, 1], [0x3401, 2, 6, 0], [0x1801, 3, 9, 0], [0x0ac1, 4, 12, 0], [0x0521, 5, 29, 0], [0x0221, 38, 33, 0],
  [0x5601, 7, 6, 1], [0x5401, 8, 14, 0], [0x4801, 9, 14, 0], [0x3801, 10, 14, 0], [0x3001, 11, 17, 0],
  [0x2401, 12, 18, 0], [0x1c01, 13, 20, 0], [0x1601, 29, 21, 0], [0x5601, 15, 14, 1], [0x5401, 16, 14, 0],
  [0x5101, 17, 15, 0], [0x4801, 18, 16, 0], [0x3801, 19, 17, 0], [0x3401, 20, 18, 0], [0x3001, 21, 19, 0],
  [0x2801, 22, 19, 0], [0x2401, 23, 20, 0], [0x2201, 24, 21, 0], [0x1c01, 25, 22, 0], [0x1801, 26, 23, 0],
  [0x1601, 27, 24, 0], [0x1401, 28, 25, 0], [0x1201, 29, 26, 0], [0x1101, 30, 27, 0], [0x0ac1, 31, 28, 0],
  [0x09c1, 32, 29, 0], [0x08a1, 33, 30, 0], [0x0521, 34, 31, 0], [0x0441, 35, 32, 0], [0x02a1, 36, 33, 0],
  [0x0221, 37, 34, 0], [0x0141, 38, 35, 0], [0x0111, 39, 36, 0], [0x0085, 40, 37, 0], [0x0049, 41, 38, 0],
  [0x0025, 42, 39, 0], [0x0015, 43, 40, 0], [0x0009, 44, 41, 0], [0x0005, 45, 42, 0], [0x0001, 45, 43, 0],
  [0x5601, 46, 46, 0],
] as const;

/** The arithmetic coder of ITU-T T.88, annex E. */
function createCoder() {
  const bytes = [0]; // the first is in front of the data
  let [low, range, room] = [0, 0x8000, 12];
  const states = new Map<number, { index: number; likely: number }>();
  const add = (shift: number): void => {
    bytes.push((low >>> shift) & 0xff);
    low &= (1 << shift) - 1;
    room = shift === 20 ? 7 : 8;
  };
  /** What is ready of it goes out: 7 bits after a byte of ones, else 8; a carry goes into the last byte. */
  const out = (): void => {
    const last = bytes.length - 1;
    const carries = bytes[last] !== 0xff && low >= 0x8000000;
    if (carries) {
      bytes[last] = (bytes[last] ?? 0) + 1;
      low &= 0x7ffffff;
    }
    add(bytes[last] === 0xff ? 20 : 19);
  };
  return {
    encode(context: number, bit: number): void {
      const state = states.get(context) ?? { index: 0, likely: 0 };
      states.set(context, state);
      const [size, likelyNext, unlikelyNext, changes] = STATES[state.index] ?? STATES[0];
      range -= size;
      if (bit === state.likely) {
        if (range >= 0x8000) {
          low += size;
          return;
        }
        if (range < size) range = size;
        else low += size;
        state.index = likelyNext;
      } else {
        if (range < size) low += size;
        else range = size;
        if (changes) state.likely = 1 - state.likely;
        state.index = unlikelyNext;
      }
      do {
        range *= 2;
        low *= 2;
        room -= 1;
        if (room === 0) out();
      } while (range < 0x8000);
    },
    end(): Uint8Array {
      const most = low + range;
      low = (low | 0xffff) >>> 0;
      if (low >= most) low -= 0x8000;
      for (let time = 0; time < 2; time += 1) {
        low *= 2 ** room;
        out();
      }
      return Uint8Array.from([...bytes.slice(1), 0xff, 0xac]);
    },
  };
}

/** Words of four bytes, the highest first. */
const words = (...values: readonly number[]): readonly number[] =>
  values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);

/** A black-and-white picture as a PDF embeds it for its filter JBIG2Decode: a page and one generic region. 1 is black. */
export function writeJbig2(width: number, height: number, black: Uint8Array): Uint8Array {
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= width ? 0 : (black[y * width + x] ?? 0));
  const coder = createCoder();
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let context = 0;
      for (const [row, from, to] of [
        [2, -2, 2],
        [1, -3, 3],
        [0, -4, -1],
      ] as const)
        for (let across = from; across <= to; across += 1) context = context * 2 + at(x + across, y - row);
      coder.encode(context, at(x, y));
    }
  const region = [...words(width, height, 0, 0), 0, 0, ...[3, -1, -3, -1, 2, -2, -2, -2].map((one) => one & 255)];
  const data = [...region, ...coder.end()];
  const page = [...words(width, height, 0, 0), 0, 0, 0];
  return Uint8Array.from([
    ...words(0),
    48,
    0,
    1,
    ...words(page.length),
    ...page,
    ...words(1),
    38,
    0,
    1,
    ...words(data.length),
    ...data,
  ]);
}

import UTIF from 'utif2';

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha. Decoded when it is asked for; throws where it cannot be. */
  readonly pixels: () => Uint8ClampedArray<ArrayBuffer>;
}

type Directory = UTIF.IFD & Record<string, unknown>;

const listOf = (entry: Directory, tag: number): readonly number[] =>
  (entry[`t${tag}`] as readonly number[] | undefined) ?? [];
const numberOf = (entry: Directory, tag: number, otherwise: number): number =>
  Number(listOf(entry, tag)[0] ?? otherwise);

/** The pages of a TIFF, in order, each as it is to be seen. Throws what the decoder throws on a damaged file. */
export function tiffPages(bytes: Uint8Array): readonly TiffPage[] {
  const buffer = bytes.slice().buffer;
  return UTIF.decode(buffer)
    .map((entry) => entry as Directory)
    .map((entry) => {
      const [width, height, orientation] = [numberOf(entry, 256, 0), numberOf(entry, 257, 0), numberOf(entry, 274, 1)];
      const isAside = orientation >= 5 && orientation <= 8;
      return {
        width: isAside ? height : width,
        height: isAside ? width : height,
        pixels: () => oriented(decoded(buffer, entry), width, height, orientation),
      };
    })
    .filter(({ width, height }) => width > 0 && height > 0);
}

/** As the rows are stored. */
function decoded(buffer: ArrayBuffer, entry: Directory): Uint8ClampedArray<ArrayBuffer> {
  if (numberOf(entry, 284, 1) === 2 && numberOf(entry, 277, 1) > 1) putTogether(buffer, entry);
  else UTIF.decodeImage(buffer, entry);
  return new Uint8ClampedArray(UTIF.toRGBA8(entry));
}

/** Decodes samples that lie apart, all reds before all greens; the decoder takes them as though they lay together. */
function putTogether(buffer: ArrayBuffer, entry: Directory): void {
  const count = numberOf(entry, 277, 1);
  const bits = numberOf(entry, 258, 1);
  if (bits !== 8 && bits !== 16) throw new Error(`samples of ${bits} bits that lie apart`);
  const planes = Array.from({ length: count }, (_, plane) => {
    const one: Directory = { ...entry, t277: [1], t258: [bits], t262: [1], t284: [1] };
    // Where strips or tiles are and how long they are: those of one plane after those of another.
    for (const tag of [273, 279, 324, 325]) {
      const all = listOf(entry, tag);
      const share = all.length / count;
      if (all.length > 0) one[`t${tag}`] = all.slice(plane * share, (plane + 1) * share);
    }
    UTIF.decodeImage(buffer, one);
    return one.data;
  });
  const wide = bits / 8;
  const length = planes[0]?.length ?? 0;
  const data = new Uint8Array(length * count);
  for (const [plane, samples] of planes.entries())
    for (let at = 0; at < length; at += 1)
      data[(Math.floor(at / wide) * count + plane) * wide + (at % wide)] = samples[at] ?? 0;
  Object.assign(entry, { data, width: numberOf(entry, 256, 0), height: numberOf(entry, 257, 0) });
}

/** Turns and mirrors rows as the tag of a TIFF says, 1 to 8. */
function oriented(
  pixels: Uint8ClampedArray<ArrayBuffer>,
  width: number,
  height: number,
  orientation: number,
): Uint8ClampedArray<ArrayBuffer> {
  if (!(orientation >= 2 && orientation <= 8)) return pixels;
  const from = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const to = new Uint32Array(width * height);
  const isAside = orientation >= 5;
  const isFromRight = [2, 3, 7, 8].includes(orientation);
  const isFromBottom = [3, 4, 6, 7].includes(orientation);
  const [wide, high] = isAside ? [height, width] : [width, height];
  for (let y = 0; y < high; y += 1)
    for (let x = 0; x < wide; x += 1) {
      const [column, row] = isAside ? [y, x] : [x, y];
      const fromX = isFromRight ? width - 1 - column : column;
      const fromY = isFromBottom ? height - 1 - row : row;
      to[y * wide + x] = from[fromY * width + fromX] ?? 0;
    }
  return new Uint8ClampedArray(to.buffer);
}

import UTIF from 'utif2';

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha. Decoded when it is asked for. */
  readonly pixels: () => Uint8ClampedArray<ArrayBuffer>;
}

/** The pages of a TIFF, in order. Throws what the decoder throws on a damaged file. */
export function tiffPages(bytes: Uint8Array): readonly TiffPage[] {
  const buffer = bytes.slice().buffer;
  const size = (entry: UTIF.IFD, tag: 't256' | 't257'): number =>
    Number((entry[tag] as number[] | undefined)?.[0] ?? 0);
  return UTIF.decode(buffer)
    .map((entry) => ({
      width: size(entry, 't256'),
      height: size(entry, 't257'),
      pixels: () => {
        UTIF.decodeImage(buffer, entry);
        return new Uint8ClampedArray(UTIF.toRGBA8(entry));
      },
    }))
    .filter(({ width, height }) => width > 0 && height > 0);
}

/** How wide and how high its one glyph is, in thousandths of the font's size. */
export const GLYPH_WIDTH = 500;
export const GLYPH_HEIGHT = 1000;

const UNITS = 1000;
const MAGIC = 0x5f0f3cf5;
const CHECKSUM_BASE = 0xb1b0afba;

/**
 * A TrueType font of one empty glyph, half as wide as high and standing on its base line: for text that is found and
 * copied but not drawn. Embedded, because some readers refuse a font without a file. Source: OpenType 1.9, `glyf`
 * flavour, only the tables that ISO 32000-1 9.9 asks for and what FreeType wants besides.
 */
export function glyphlessFont(): Uint8Array {
  const tables: readonly (readonly [tag: string, bytes: Uint8Array])[] = [
    // Format 6, which maps nothing: version, one table, platform 0 encoding 3, its offset; format, length, language, first, count.
    ['cmap', words([0, 1, 0, 3, 0, 12, 6, 12, 0, 0, 1, 0])],
    // No contours, an empty box, padded to 12 bytes.
    ['glyf', words([0, 0, 0, 0, 0, 0])],
    ['head', head()],
    ['hhea', words([1, 0, GLYPH_HEIGHT, 0, 0, GLYPH_WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])],
    ['hmtx', words([GLYPH_WIDTH, 0])],
    ['loca', words([0, 6])],
    ['maxp', words([1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['name', words([0, 0, 6])],
    ['post', words([3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
  ];
  return joined(tables);
}

const head = (): Uint8Array =>
  words([
    ...[1, 0, 1, 0, 0, 0, MAGIC >>> 16, MAGIC & 0xffff],
    // Flags, units, two dates, the box, style, smallest size, direction, short offsets, glyph format.
    ...[0, UNITS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, GLYPH_WIDTH, GLYPH_HEIGHT, 0, 8, 2, 0, 0],
  ]);

/** Big-endian 16-bit numbers. */
function words(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    view.setUint16(at * 2, value);
  });
  return bytes;
}

function joined(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const padded = (length: number): number => Math.ceil(length / 4) * 4;
  const start = 12 + tables.length * 16;
  const bytes = new Uint8Array(tables.reduce((sum, [, table]) => sum + padded(table.length), start));
  const view = new DataView(bytes.buffer);
  const steps = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 << steps);
  view.setUint16(8, steps);
  view.setUint16(10, tables.length * 16 - (16 << steps));
  let at = start;
  tables.forEach(([tag, table], index) => {
    const entry = 12 + index * 16;
    for (let letter = 0; letter < 4; letter += 1) bytes[entry + letter] = tag.charCodeAt(letter);
    bytes.set(table, at);
    view.setUint32(entry + 4, checksum(view, at, padded(table.length)));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, table.length);
    at += padded(table.length);
  });
  const headAt = tables.findIndex(([tag]) => tag === 'head');
  view.setUint32(view.getUint32(12 + headAt * 16 + 8) + 8, CHECKSUM_BASE - checksum(view, 0, bytes.length));
  return bytes;
}

function checksum(view: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

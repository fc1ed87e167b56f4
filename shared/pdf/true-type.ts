/** What is needed of a TrueType font to set text with it; lengths in thousandths of the font's size. */
export interface TrueType {
  /** The glyph of a character; 0 where the font has none. */
  glyphOf(point: number): number;
  widthOf(glyph: number): number;
  readonly ascent: number;
  readonly descent: number;
  readonly box: readonly [left: number, bottom: number, right: number, top: number];
}

/**
 * Reads a TrueType file. Throws where a table that is needed is missing: the files come with the app, so that is a fault
 * of ours. Source: OpenType 1.9: `head`, `hhea`, `hmtx`, `cmap` of formats 4 and 12.
 */
export function readTrueType(file: Uint8Array): TrueType {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, number>();
  for (let entry = 12; entry < 12 + view.getUint16(4) * 16; entry += 16)
    tables.set(String.fromCharCode(...file.subarray(entry, entry + 4)), view.getUint32(entry + 8));
  const table = (tag: string): number => {
    const at = tables.get(tag);
    if (at === undefined) throw new Error(`the font has no table ${tag}`);
    return at;
  };
  const head = table('head');
  const hhea = table('hhea');
  const hmtx = table('hmtx');
  const scale = 1000 / view.getUint16(head + 18);
  const signed = (at: number): number => Math.round(view.getInt16(at) * scale);
  const metrics = view.getUint16(hhea + 34);
  return {
    glyphOf: characterMap(view, table('cmap')),
    widthOf: (glyph) => view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4) * scale,
    ascent: signed(hhea + 4),
    descent: signed(hhea + 6),
    box: [signed(head + 36), signed(head + 38), signed(head + 40), signed(head + 42)],
  };
}

function characterMap(view: DataView, cmap: number): (point: number) => number {
  const maps = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, index) => cmap + view.getUint32(cmap + 8 + index * 8),
  );
  const full = maps.find((at) => view.getUint16(at) === 12);
  if (full !== undefined) return groups(view, full);
  const basic = maps.find((at) => view.getUint16(at) === 4);
  if (basic === undefined) throw new Error('the font has no character map that is known here');
  return segments(view, basic);
}

function groups(view: DataView, at: number): (point: number) => number {
  const count = view.getUint32(at + 12);
  return (point) => {
    for (let group = at + 16; group < at + 16 + count * 12; group += 12) {
      if (point > view.getUint32(group + 4)) continue;
      const first = view.getUint32(group);
      return point < first ? 0 : view.getUint32(group + 8) + point - first;
    }
    return 0;
  };
}

function segments(view: DataView, at: number): (point: number) => number {
  const bytes = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  return (point) => {
    for (let segment = 0; segment < bytes; segment += 2) {
      if (point > view.getUint16(ends + segment)) continue;
      const start = view.getUint16(starts + segment);
      if (point < start) return 0;
      const delta = view.getUint16(starts + bytes + segment);
      const offsetAt = starts + bytes * 2 + segment;
      const offset = view.getUint16(offsetAt);
      if (offset === 0) return (point + delta) & 0xffff;
      const glyph = view.getUint16(offsetAt + offset + (point - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

import { type PDFDocument, type PDFRef, PDFString } from 'pdf-lib';

/** What a composite font is made of; widths and heights in thousandths of its size. */
export interface FontParts {
  readonly name: string;
  /** The TrueType file. */
  readonly file: Uint8Array;
  readonly box: readonly [left: number, bottom: number, right: number, top: number];
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly fixedPitch: boolean;
  /** Of each code that has no width of its own. */
  readonly defaultWidth: number;
  readonly widths: ReadonlyMap<number, number>;
  /** Two bytes for each code; null where codes are glyphs. */
  readonly glyphs: Uint8Array | null;
  /** Which characters each code stands for. */
  readonly unicode: ReadonlyMap<number, string>;
}

/** Symbolic (4): its codes are its own. Fixed pitch is 1. */
const SYMBOLIC = 4;
/** A CMap may hold that many lines in one block. Source: Adobe technical note 5014. */
const BLOCK = 100;

/**
 * Writes a font of two-byte codes with everything a reader needs to draw, find and copy its text.
 * Source: ISO 32000-1, 9.7.
 */
export function writeType0Font(pdf: PDFDocument, ref: PDFRef, parts: FontParts): void {
  const { context } = pdf;
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: parts.name,
      Flags: SYMBOLIC + (parts.fixedPitch ? 1 : 0),
      FontBBox: [...parts.box],
      ItalicAngle: 0,
      Ascent: parts.ascent,
      Descent: parts.descent,
      CapHeight: parts.capHeight,
      StemV: 80,
      FontFile2: context.register(context.flateStream(parts.file, { Length1: parts.file.length })),
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: parts.name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      CIDToGIDMap: parts.glyphs ? context.register(context.flateStream(parts.glyphs)) : 'Identity',
      DW: parts.defaultWidth,
      W: [...parts.widths].toSorted(([a], [b]) => a - b).flatMap(([code, width]) => [code, [width]]),
      FontDescriptor: descriptor,
    }),
  );
  context.assign(
    ref,
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: parts.name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: context.register(context.flateStream(toUnicodeMap(parts.unicode))),
    }),
  );
}

/** Four hexadecimal digits of a code. */
export const codeHex = (code: number): string => code.toString(16).padStart(4, '0');

function toUnicodeMap(unicode: ReadonlyMap<number, string>): string {
  const lines = [...unicode].map(([code, text]) => `<${codeHex(code)}> <${utf16Hex(text)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += BLOCK) {
    const block = lines.slice(at, at + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end\nend',
  ].join('\n');
}

/** The text's UTF-16 units, four hexadecimal digits each. */
export function utf16Hex(text: string): string {
  let hex = '';
  for (let at = 0; at < text.length; at += 1) hex += codeHex(text.charCodeAt(at));
  return hex;
}

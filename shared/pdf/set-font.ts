import type { PDFDocument, PDFRef } from 'pdf-lib';
import { readTrueType } from './true-type.ts';
import { codeHex, writeType0Font } from './type0-font.ts';

/** A font to set visible text in, embedded whole. */
export interface SetFont {
  readonly ref: PDFRef;
  /** How wide a text is at size 1. */
  width(text: string): number;
  /** The text as the operand of `Tj`. Characters that the font lacks show as its box, and are noted in `lacking`. */
  encode(text: string): string;
  /** Characters asked for that the font does not have. */
  readonly lacking: ReadonlySet<string>;
  /** Writes the font's objects, once all text is set. */
  finish(): void;
}

/** Opens a TrueType font for setting text; codes are its glyphs. */
export function createSetFont(pdf: PDFDocument, name: string, file: Uint8Array): SetFont {
  const font = readTrueType(file);
  const ref = pdf.context.nextRef();
  const unicode = new Map<number, string>();
  const lacking = new Set<string>();
  const glyphs = (text: string): readonly (readonly [glyph: number, character: string])[] =>
    [...text].map((character) => [font.glyphOf(character.codePointAt(0) ?? 0), character] as const);
  return {
    ref,
    lacking,
    width: (text) => glyphs(text).reduce((sum, [glyph]) => sum + font.widthOf(glyph), 0) / 1000,
    encode(text) {
      let operand = '';
      for (const [glyph, character] of glyphs(text)) {
        if (glyph === 0) lacking.add(character);
        if (!unicode.has(glyph)) unicode.set(glyph, glyph === 0 ? '\uFFFD' : character);
        operand += codeHex(glyph);
      }
      return `<${operand}>`;
    },
    finish() {
      writeType0Font(pdf, ref, {
        name,
        file,
        box: font.box,
        ascent: font.ascent,
        descent: font.descent,
        capHeight: Math.round(font.ascent * 0.8),
        fixedPitch: false,
        defaultWidth: Math.round(font.widthOf(0)),
        widths: new Map([...unicode.keys()].map((glyph) => [glyph, Math.round(font.widthOf(glyph))])),
        glyphs: null,
        unicode,
      });
    },
  };
}

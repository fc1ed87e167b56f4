import type { PDFDocument, PDFRef } from 'pdf-lib';
import { codeHex, writeType0Font } from '#shared/pdf/type0-font.ts';
import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphlessFont } from './glyphless-font.ts';

/** A font for text that is there to be found and copied, in any script. */
export interface HiddenFont {
  readonly ref: PDFRef;
  /** The text as the operand of `Tj`, e.g. `<00010002>`, and how many codes it has. */
  encode(text: string): { readonly operand: string; readonly codes: number };
  /** Writes the font's objects, once all text is encoded. */
  finish(): void;
}

/** Two-byte codes; 0 is for what is not there. More different characters than this are in no document. */
const MOST_CODES = 0xffff;
const REPLACEMENT = '\uFFFD';

/**
 * Every different character of the document gets a code of its own, in the order of appearance, and the font's ToUnicode
 * map says which it is. All codes show the one empty glyph.
 */
export function createHiddenFont(pdf: PDFDocument): HiddenFont {
  const ref = pdf.context.nextRef();
  const codes = new Map<string, number>();
  const codeOf = (character: string): number => {
    const known = codes.get(character);
    if (known !== undefined) return known;
    const next = codes.size + 1;
    if (next > MOST_CODES) return 0;
    codes.set(character, next);
    return next;
  };
  return {
    ref,
    encode(text) {
      let operand = '';
      let count = 0;
      for (const character of text) {
        operand += codeHex(codeOf(plain(character)));
        count += 1;
      }
      return { operand: `<${operand}>`, codes: count };
    },
    finish() {
      writeType0Font(pdf, ref, {
        name: 'DrydockHidden',
        file: glyphlessFont(),
        box: [0, 0, GLYPH_WIDTH, GLYPH_HEIGHT],
        ascent: GLYPH_HEIGHT,
        descent: 0,
        capHeight: GLYPH_HEIGHT,
        fixedPitch: true,
        defaultWidth: GLYPH_WIDTH,
        widths: new Map(),
        glyphs: new Uint8Array((codes.size + 1) * 2),
        unicode: new Map([...codes].map(([character, code]) => [code, character])),
      });
    },
  };
}

/** Half a surrogate pair is no character; a control character is a blank. */
function plain(character: string): string {
  if (character.length === 1 && character >= '\uD800' && character <= '\uDFFF') return REPLACEMENT;
  return character < ' ' ? ' ' : character;
}

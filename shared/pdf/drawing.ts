import type { PDFDocument, PDFPage } from 'pdf-lib';
import { PDFName } from 'pdf-lib';
import { createSetFont, type SetFont } from './set-font.ts';

/** A colour as `#rrggbb`. */
export type Colour = string;

export type Weight = 'regular' | 'bold';

export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export interface TextStyle {
  readonly size: number;
  readonly colour: Colour;
  readonly weight?: Weight;
}

/** A page to draw on, the origin above left, in points. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** `y` is the text's base line; hands back how wide it is. */
  text(x: number, y: number, text: string, style: TextStyle): number;
  /** Ends at `x`. */
  textBefore(x: number, y: number, text: string, style: TextStyle): void;
  measure(text: string, style: TextStyle): number;
  line(x1: number, y1: number, x2: number, y2: number, colour: Colour, thickness?: number): void;
  fill(x: number, y: number, width: number, height: number, colour: Colour): void;
  outline(points: readonly (readonly [x: number, y: number])[], colour: Colour, thickness: number): void;
  /** Characters asked for that the fonts lack. */
  lacking(): readonly string[];
  /** Writes page and fonts. */
  finish(): void;
}

const n = (value: number): string => String(Math.round(value * 100) / 100);

function rgb(colour: Colour): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return parts.map(n).join(' ');
}

/** The two weights of a typeface in a document, for as many pages as it has. */
export interface PageFonts {
  readonly regular: SetFont;
  readonly bold: SetFont;
  /** Characters asked for that the fonts lack. */
  readonly lacking: () => readonly string[];
  /** Writes the fonts, once all pages are drawn. */
  readonly finish: () => void;
}

/** Opens the two weights of a typeface for the pages of a document. */
export function openFonts(pdf: PDFDocument, files: FontFiles): PageFonts {
  const regular = createSetFont(pdf, 'DrydockRegular', files.regular);
  const bold = createSetFont(pdf, 'DrydockBold', files.bold);
  return {
    regular,
    bold,
    lacking: () => [...new Set([...regular.lacking, ...bold.lacking])],
    finish() {
      regular.finish();
      bold.finish();
    },
  };
}

/** Opens a page for drawing with the two weights of a typeface, which are for this page alone. */
export function drawOn(pdf: PDFDocument, page: PDFPage, files: FontFiles): Drawing {
  const fonts = openFonts(pdf, files);
  const drawing = drawWith(pdf, page, fonts);
  return {
    ...drawing,
    finish() {
      fonts.finish();
      drawing.finish();
    },
  };
}

/** Opens a page for drawing with fonts that are finished after the last page. */
export function drawWith(pdf: PDFDocument, page: PDFPage, fonts: PageFonts): Drawing {
  const { width, height } = page.getSize();
  const operators: string[] = [];
  const up = (y: number): string => n(height - y);
  const measure = (text: string, { size, weight = 'regular' }: TextStyle): number => fonts[weight].width(text) * size;
  const drawing: Drawing = {
    width,
    height,
    measure,
    text(x, y, text, style) {
      const { size, colour, weight = 'regular' } = style;
      operators.push(
        `BT ${rgb(colour)} rg /${weight} ${n(size)} Tf 1 0 0 1 ${n(x)} ${up(y)} Tm ${fonts[weight].encode(text)} Tj ET`,
      );
      return measure(text, style);
    },
    textBefore: (x, y, text, style) => void drawing.text(x - measure(text, style), y, text, style),
    line(x1, y1, x2, y2, colour, thickness = 0.5) {
      operators.push(`${rgb(colour)} RG ${n(thickness)} w ${n(x1)} ${up(y1)} m ${n(x2)} ${up(y2)} l S`);
    },
    fill(x, y, w, h, colour) {
      operators.push(`${rgb(colour)} rg ${n(x)} ${up(y + h)} ${n(w)} ${n(h)} re f`);
    },
    outline(points, colour, thickness) {
      const path = points.map(([x, y], at) => `${n(x)} ${up(y)} ${at === 0 ? 'm' : 'l'}`).join(' ');
      operators.push(`${rgb(colour)} RG ${n(thickness)} w 1 j ${path} h S`);
    },
    lacking: fonts.lacking,
    finish() {
      page.node.normalize();
      for (const weight of ['regular', 'bold'] as const)
        page.node.setFontDictionary(PDFName.of(weight), fonts[weight].ref);
      page.node.addContentStream(pdf.context.register(pdf.context.flateStream(`q\n${operators.join('\n')}\nQ\n`)));
    },
  };
  return drawing;
}

/** The text on lines of this width, at most `most` of them; the last one ends in an ellipsis where something is left out. */
export function wrap(drawing: Drawing, text: string, width: number, style: TextStyle, most: number): readonly string[] {
  const lines: string[] = [];
  const fits = (line: string): boolean => drawing.measure(line, style) <= width;
  for (const paragraph of text.split(/\r?\n/)) {
    let line = '';
    for (const word of paragraph.split(/\s+/).flatMap((one) => pieces(one, fits))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer)) line = longer;
      else {
        lines.push(line);
        line = word;
      }
      if (lines.length > most) break;
    }
    lines.push(line);
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines;
  let last = lines[most - 1] ?? '';
  while (last !== '' && !fits(`${last}…`)) last = [...last].slice(0, -1).join('');
  return [...lines.slice(0, most - 1), `${last}…`];
}

/** A word that is wider than a line, in pieces that are not. */
function pieces(word: string, fits: (text: string) => boolean): readonly string[] {
  if (fits(word)) return [word];
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}

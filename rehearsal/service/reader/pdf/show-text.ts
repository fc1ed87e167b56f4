import { apply, type Matrix, multiply, type Point } from '../geometry.ts';
import type { Glyph } from './content.ts';
import { ShownGlyph } from './operands.ts';
import type { State } from './state.ts';

const INVISIBLE = 3;

/** Letters that fonts join into one glyph (U+FB00 to U+FB06) become letters again; a hard space becomes a space. */
function plainText(unicode: string): string {
  return unicode.replace(/[\ufb00-\ufb06]/g, (joined) => joined.normalize('NFKC')).replace(/\u00a0/g, ' ');
}

function directionOf(matrix: Matrix, sign: number): number {
  const degrees = (Math.atan2(matrix[1] * sign, matrix[0] * sign) * 180) / Math.PI;
  return degrees <= -180 ? degrees + 360 : degrees;
}

/**
 * Places a run of glyphs and moves the state's text position past it, by the rules of ISO 32000 9.4.4 in the form in
 * which pdf.js's own drawer applies them.
 */
export function showText(state: State, run: unknown): readonly Glyph[] {
  const { font, fontSize } = state;
  if (font === null || fontSize === 0 || !Array.isArray(run)) return [];
  const scale = state.horizontalScale * state.fontDirection;
  const matrix = multiply(state.transform, state.textMatrix);
  const size = fontSize * Math.hypot(matrix[2], matrix[3]);
  const angle = directionOf(matrix, scale < 0 ? -1 : 1);
  const glyphs: Glyph[] = [];
  let advance = 0;
  const at = (distance: number): Point =>
    font.vertical
      ? apply(matrix, state.x, state.y + state.rise - distance)
      : apply(matrix, state.x + distance * scale, state.y + state.rise);
  for (const item of run) {
    if (typeof item === 'number') {
      advance += ((font.vertical ? 1 : -1) * item * fontSize) / 1000;
      continue;
    }
    const shown = ShownGlyph.safeParse(item);
    if (!shown.success) continue;
    const { unicode, width, isSpace } = shown.data;
    const spacing = (isSpace ? state.wordSpacing : 0) + state.letterSpacing;
    const ink = font.vertical ? fontSize : width * font.widthScale * fontSize;
    const step = font.vertical ? ink - spacing * state.fontDirection : ink + spacing * state.fontDirection;
    glyphs.push({
      text: plainText(unicode),
      start: at(advance),
      inkEnd: at(advance + ink),
      end: at(advance + step),
      angle,
      size,
      ascent: font.ascent,
      descent: font.descent,
      invisible: state.renderingMode === INVISIBLE,
    });
    advance += step;
  }
  if (font.vertical) state.y -= advance;
  else state.x += advance * scale;
  return glyphs;
}

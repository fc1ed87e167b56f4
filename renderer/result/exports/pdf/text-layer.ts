import { utf16Hex } from '#shared/pdf/type0-font.ts';
import type { Corners, ResultView } from '../../model/view.ts';
import { GLYPH_WIDTH } from './glyphless-font.ts';
import type { HiddenFont } from './hidden-font.ts';
import { type Lie, lieOf, type Sheet, toSheet } from './page-space.ts';

export interface TextLayer {
  /** Operators of a content stream; empty where the page has no text. */
  readonly content: string;
  readonly placed: number;
  /** Texts without a box: where they stand is not known, so they are not in the layer. */
  readonly unplaced: number;
}

/**
 * The text of one page as it is not seen but found: each word in its box, turned as it is, and as wide. A line whose
 * words the answer does not name stands as one.
 */
export function textLayer(
  { pages, lines, words }: ResultView,
  pageIndex: number,
  sheet: Sheet,
  font: HiddenFont,
  fontName: string,
): TextLayer {
  const page = pages[pageIndex];
  if (!page) return { content: '', placed: 0, unplaced: 0 };
  const map = toSheet(page, sheet);
  const shown: string[] = [];
  let unplaced = 0;
  const put = (text: string, corners: Corners | null, isLast: boolean): void => {
    const lie = corners && lieOf(corners, map);
    const { operand, codes } = font.encode(text);
    if (!lie) unplaced += 1;
    if (!lie || codes === 0) return;
    const [cos, sin] = lie.along;
    const squeeze = (lie.width / (codes * lie.height * (GLYPH_WIDTH / 1000))) * 100;
    // A blank between words, for readers that would join boxes which touch.
    const blank = isLast ? '' : ` ${font.encode(' ').operand} Tj`;
    const word = isSlanted(lie)
      ? `/Span <</ActualText <feff${utf16Hex(text)}>>> BDC ${operand} Tj EMC`
      : `${operand} Tj`;
    shown.push(
      `/${fontName} ${digits(lie.height)} Tf ${digits(squeeze)} Tz ` +
        `${fine(cos)} ${fine(sin)} ${fine(-sin)} ${fine(cos)} ${digits(lie.origin[0])} ${digits(lie.origin[1])} Tm ` +
        `${word}${blank}`,
    );
  };
  for (let line = page.lines[0]; line < page.lines[1]; line += 1) {
    const from = lines.words[line] ?? 0;
    const to = lines.words[line + 1] ?? from;
    if (from === to) put(lines.text[line] ?? '', cornersIn(lines.corners, line), true);
    for (let word = from; word < to; word += 1)
      put(words.text[word] ?? '', cornersIn(words.corners, word), word === to - 1);
  }
  const content = shown.length > 0 ? `q\nBT\n3 Tr\n${shown.join('\n')}\nET\nQ\n` : '';
  return { content, placed: shown.length, unplaced };
}

/**
 * Whether a word climbs or falls so far that Poppler, which looks at each letter's height, would take it apart (it allows
 * half a point): such a word also says what it is as a whole.
 */
const isSlanted = ({ along: [cos, sin], width }: Lie): boolean =>
  width * Math.min(Math.abs(cos), Math.abs(sin)) > MOST_CLIMB;
const MOST_CLIMB = 0.25;

const digits = (value: number): string => String(Math.round(value * 1000) / 1000);
const fine = (value: number): string => String(Math.round(value * 1e6) / 1e6);

function cornersIn(columns: Float32Array, index: number): Corners | null {
  const at = index * 8;
  const corner = (offset: number): number => columns[at + offset] ?? Number.NaN;
  const corners: Corners = [corner(0), corner(1), corner(2), corner(3), corner(4), corner(5), corner(6), corner(7)];
  return corners.every((value) => Number.isFinite(value)) ? corners : null;
}

import type { Line, ReadPage, SelectionMark } from '../../wire/answer.ts';
import { boxOf, rounded } from '../geometry.ts';
import type { PageContent } from '../reader.ts';
import { tablesOf } from '../tables/tables.ts';
import type { Content } from './content.ts';
import { inReadingOrder, linesOf, type PlacedLine, pageAngle } from './lines.ts';
import { fromTopToBottom, marksOf, type PlacedMark } from './marks.ts';
import { type Ruling, rulingsOf } from './rulings.ts';
import { type PlacedWord, wordsOf } from './words.ts';

const INCHES_PER_POINT = 1 / 72;
/** Print is all that vector text can be; the number is the one of every recorded line. */
const PRINTED = { style: { name: 'other', confidence: 0.878 } };

/** Whether an upright line is drawn between two neighbours of a row. Only rows that run level are looked at. */
function dividerOf(rulings: readonly Ruling[]): (left: PlacedWord, right: PlacedWord) => boolean {
  const upright = rulings.filter((ruling) => ruling.upright);
  return (left, right) => {
    if (Math.abs(left.angle) > 1) return false;
    const middle = (left.rectangle.top + left.rectangle.bottom) / 2;
    return upright.some(
      ({ at, from, to }) =>
        at >= left.rectangle.right - 1 && at <= right.rectangle.left + 1 && from <= middle && to >= middle,
    );
  };
}

/** What a page holds once its words are known, however they were read. Points. */
export interface Found {
  readonly words: readonly PlacedWord[];
  readonly marks: readonly PlacedMark[];
  readonly rulings: { readonly drawn: readonly Ruling[]; readonly shaded: readonly Ruling[] };
}

/** `width` and `height` are in `unit`. */
export interface WantedPage {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly unit: ReadPage['unit'];
  readonly unitsPerPoint: number;
  readonly order: 'basic' | 'natural';
}

function wireLine(line: PlacedLine, unitsPerPoint: number): Line {
  return {
    text: line.text,
    boundingBox: [...boxOf(line.rectangle, line.angle, unitsPerPoint)],
    words: line.words.map((word) => ({
      text: word.text,
      boundingBox: [...boxOf(word.rectangle, word.angle, unitsPerPoint)],
      confidence: word.confidence,
    })),
    appearance: PRINTED,
  };
}

function wireMark(mark: PlacedMark, unitsPerPoint: number): SelectionMark {
  return {
    boundingBox: [...boxOf(mark.rectangle, 0, unitsPerPoint)],
    confidence: mark.confidence,
    state: mark.selected ? 'selected' : 'unselected',
  };
}

/** A page's answer from its words, marks and rulings. */
export function assembleText({ words, marks, rulings }: Found, wanted: WantedPage): PageContent {
  const { unit, unitsPerPoint } = wanted;
  const angle = pageAngle(words);
  const lines = inReadingOrder(linesOf(words, dividerOf(rulings.drawn)), wanted.order, angle);
  const page: ReadPage = {
    page: wanted.page,
    angle: rounded(angle),
    width: rounded(wanted.width),
    height: rounded(wanted.height),
    unit,
    lines: lines.map((line) => wireLine(line, unitsPerPoint)),
    ...(marks.length > 0 ? { selectionMarks: marks.map((mark) => wireMark(mark, unitsPerPoint)) } : {}),
  };
  return { page, tables: tablesOf({ lines, marks, rulings, unitsPerPoint }) };
}

/** A page's answer from what is drawn on it, and from the boxes to tick in its pictures. `width` and `height` are points. */
export function assemblePage(
  content: Content,
  pasted: readonly PlacedMark[],
  wanted: Pick<WantedPage, 'page' | 'width' | 'height' | 'order'>,
): PageContent {
  const words = wordsOf(content.glyphs);
  const { marks: drawn, usedPaths, usedWords } = marksOf(content.paths, words);
  const marks = fromTopToBottom([...drawn, ...pasted]);
  const rulings = rulingsOf(content.paths.filter((path) => !usedPaths.has(path)));
  const text = words.filter((word) => !usedWords.has(word));
  return assembleText(
    { words: text, marks, rulings },
    {
      ...wanted,
      width: wanted.width * INCHES_PER_POINT,
      height: wanted.height * INCHES_PER_POINT,
      unit: 'inch',
      unitsPerPoint: INCHES_PER_POINT,
    },
  );
}

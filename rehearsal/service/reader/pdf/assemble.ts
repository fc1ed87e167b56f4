import type { Line, ReadPage, SelectionMark } from '../../wire/answer.ts';
import { boxOf, rounded } from '../geometry.ts';
import type { PageContent } from '../reader.ts';
import { tablesOf } from '../tables/tables.ts';
import type { Content } from './content.ts';
import { inReadingOrder, linesOf, type PlacedLine, pageAngle } from './lines.ts';
import { marksOf, type PlacedMark } from './marks.ts';
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

function wireLine(line: PlacedLine): Line {
  return {
    text: line.text,
    boundingBox: [...boxOf(line.rectangle, line.angle, INCHES_PER_POINT)],
    words: line.words.map((word) => ({
      text: word.text,
      boundingBox: [...boxOf(word.rectangle, word.angle, INCHES_PER_POINT)],
      confidence: word.confidence,
    })),
    appearance: PRINTED,
  };
}

function wireMark(mark: PlacedMark): SelectionMark {
  return {
    boundingBox: [...boxOf(mark.rectangle, 0, INCHES_PER_POINT)],
    confidence: mark.confidence,
    state: mark.selected ? 'selected' : 'unselected',
  };
}

/** A page's answer from what is drawn on it. `width` and `height` are points. */
export function assemblePage(
  content: Content,
  wanted: {
    readonly page: number;
    readonly width: number;
    readonly height: number;
    readonly order: 'basic' | 'natural';
  },
): PageContent {
  const words = wordsOf(content.glyphs);
  const { marks, usedPaths, usedWords } = marksOf(content.paths, words);
  const rulings = rulingsOf(content.paths.filter((path) => !usedPaths.has(path)));
  const text = words.filter((word) => !usedWords.has(word));
  const angle = pageAngle(text);
  const lines = inReadingOrder(linesOf(text, dividerOf(rulings.drawn)), wanted.order, angle);
  const page: ReadPage = {
    page: wanted.page,
    angle: rounded(angle),
    width: rounded(wanted.width * INCHES_PER_POINT),
    height: rounded(wanted.height * INCHES_PER_POINT),
    unit: 'inch',
    lines: lines.map(wireLine),
    ...(marks.length > 0 ? { selectionMarks: marks.map(wireMark) } : {}),
  };
  return { page, tables: tablesOf({ lines, marks, rulings, unitsPerPoint: INCHES_PER_POINT }) };
}

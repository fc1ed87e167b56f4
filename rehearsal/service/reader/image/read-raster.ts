import type { Box } from '../../wire/answer.ts';
import { rotate, rounded } from '../geometry.ts';
import { assembleText } from '../pdf/assemble.ts';
import type { PlacedWord } from '../pdf/words.ts';
import type { PageContent } from '../reader.ts';
import type { Raster } from './raster.ts';
import { seenIn } from './seen.ts';

const POINTS_PER_INCH = 72;
/** Below this the engine itself would not bet on it. */
const UNSURE = 0.2;

/**
 * Reads a picture of a page: its words, rulings and boxes to tick, and what they make together. The answer is in the
 * picture's own pixels, its boxes turned back with the page.
 */
export async function readRaster(
  raster: Raster,
  wanted: { readonly page: number; readonly pixelsPerInch: number; readonly order: 'basic' | 'natural' },
): Promise<PageContent> {
  const { pixelsPerInch } = wanted;
  const { skew, words, rulings, marks } = await seenIn(raster, pixelsPerInch);
  const points = POINTS_PER_INCH / pixelsPerInch;
  const content = assembleText(
    {
      words: words
        .filter(({ confidence, text }) => confidence >= UNSURE && /[\p{L}\p{N}\p{S}\p{P}]/u.test(text))
        .map(
          ({ text, rectangle: { left, top, right, bottom }, baseline, confidence }): PlacedWord => ({
            text,
            angle: 0,
            rectangle: { left: left * points, top: top * points, right: right * points, bottom: bottom * points },
            baseline: baseline * points,
            size: (bottom - top) * points,
            confidence: rounded(confidence),
          }),
        ),
      marks: marks.map(({ rectangle: { left, top, right, bottom }, ...mark }) => ({
        ...mark,
        rectangle: { left: left * points, top: top * points, right: right * points, bottom: bottom * points },
      })),
      rulings: {
        drawn: rulings.map(({ upright: up, at, from, to }) => ({
          upright: up,
          at: at * points,
          from: from * points,
          to: to * points,
        })),
        shaded: [],
      },
    },
    {
      page: wanted.page,
      width: raster.width,
      height: raster.height,
      unit: 'pixel',
      unitsPerPoint: pixelsPerInch / POINTS_PER_INCH,
      order: wanted.order,
    },
  );
  if (skew === 0) return content;
  const middle = { x: (raster.width - 1) / 2, y: (raster.height - 1) / 2 };
  const back = (x: number, y: number) => {
    const at = rotate({ x: x - middle.x, y: y - middle.y }, skew);
    return { x: at.x + middle.x, y: at.y + middle.y };
  };
  const placed = withBoxes(content, back);
  return { ...placed, page: { ...placed.page, angle: rounded(skew) } };
}

/** The same content with every box moved corner by corner. */
export function withBoxes(
  { page, tables }: PageContent,
  move: (x: number, y: number) => { readonly x: number; readonly y: number },
): PageContent {
  const moved = (box: Box): number[] =>
    [0, 2, 4, 6].flatMap((at) => {
      const { x, y } = move(box[at] ?? 0, box[at + 1] ?? 0);
      return [rounded(x), rounded(y)];
    });
  return {
    page: {
      ...page,
      lines: page.lines.map((line) => ({
        ...line,
        boundingBox: moved(line.boundingBox),
        words: line.words.map((word) => ({ ...word, boundingBox: moved(word.boundingBox) })),
      })),
      ...(page.selectionMarks
        ? { selectionMarks: page.selectionMarks.map((mark) => ({ ...mark, boundingBox: moved(mark.boundingBox) })) }
        : {}),
    },
    tables: tables.map((table) => ({
      ...table,
      boundingBox: moved(table.boundingBox),
      cells: table.cells.map((cell) => ({ ...cell, boundingBox: moved(cell.boundingBox) })),
    })),
  };
}

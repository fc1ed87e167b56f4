import type { Box } from '../../wire/answer.ts';
import { rotate, rounded } from '../geometry.ts';
import { assembleText } from '../pdf/assemble.ts';
import type { PlacedMark } from '../pdf/marks.ts';
import type { Ruling } from '../pdf/rulings.ts';
import type { PlacedWord } from '../pdf/words.ts';
import type { PageContent } from '../reader.ts';
import { inkOf, type Raster, turned } from './raster.ts';
import { recognise } from './recognise.ts';
import { marksIn, rulingsIn } from './ruled.ts';
import { skewOf } from './skew.ts';

const POINTS_PER_INCH = 72;
/** Below this the engine itself would not bet on it. */
const UNSURE = 0.2;

/**
 * Reads a picture of a page: turns it upright, finds rulings and boxes to tick, takes them away, recognises the rest. The
 * answer is in the picture's own pixels, its boxes turned back with the page.
 */
export async function readRaster(
  raster: Raster,
  wanted: { readonly page: number; readonly pixelsPerInch: number; readonly order: 'basic' | 'natural' },
): Promise<PageContent> {
  const { pixelsPerInch } = wanted;
  const skew = skewOf(raster);
  const upright = skew === 0 ? raster : turned(raster, -skew);
  const ink = { width: upright.width, height: upright.height, ink: inkOf(upright), pixelsPerInch };
  const marks = marksIn(ink);
  const rulings = rulingsIn(ink).filter((ruling) => !marks.some((mark) => touches(ruling, mark)));
  const words = await recognise(withoutDrawing(upright, rulings, marks, pixelsPerInch), pixelsPerInch);

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

const touches = ({ upright, at, from, to }: Ruling, { rectangle }: PlacedMark): boolean => {
  const [low, high] = upright ? [rectangle.left, rectangle.right] : [rectangle.top, rectangle.bottom];
  const [start, end] = upright ? [rectangle.top, rectangle.bottom] : [rectangle.left, rectangle.right];
  const inside = Math.min(to, end) - Math.max(from, start);
  return at >= low - 2 && at <= high + 2 && inside > 0.8 * (to - from);
};

/** Paper where rulings and boxes to tick were: the engine would take them for letters. */
function withoutDrawing(
  raster: Raster,
  rulings: readonly Ruling[],
  marks: readonly PlacedMark[],
  pixelsPerInch: number,
): Raster {
  if (rulings.length === 0 && marks.length === 0) return raster;
  const { width, height } = raster;
  const grey = raster.grey.slice();
  const wipe = (left: number, top: number, right: number, bottom: number): void => {
    for (let y = Math.max(0, Math.floor(top)); y <= Math.min(height - 1, Math.ceil(bottom)); y += 1)
      grey.fill(255, y * width + Math.max(0, Math.floor(left)), y * width + Math.min(width, Math.ceil(right) + 1));
  };
  const half = Math.max(2, pixelsPerInch * 0.012);
  for (const { upright, at, from, to } of rulings)
    if (upright) wipe(at - half, from - half, at + half, to + half);
    else wipe(from - half, at - half, to + half, at + half);
  for (const { rectangle: box } of marks) wipe(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2);
  return { width, height, grey };
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

import { centre, contains } from '../geometry.ts';
import type { PlacedMark } from '../pdf/marks.ts';
import type { Ruling } from '../pdf/rulings.ts';
import { inkOf, type Raster, spreadOf, turned } from './raster.ts';
import { recognise, type SeenWord } from './recognise.ts';
import { marksIn, rulingsIn } from './ruled.ts';
import { skewOf } from './skew.ts';

/** What is on a picture, in pixels of the picture set upright, and how far that was turned. */
export interface Seen {
  readonly skew: number;
  readonly words: readonly SeenWord[];
  readonly rulings: readonly Ruling[];
  readonly marks: readonly PlacedMark[];
}

/** Above this a picture is shaded as photographs are. A drawn or scanned page has 0.02 to 0.08. */
const SHADED = 0.12;
/** Of words: as sure as the engine is of those that it has right; and the mean below which a page is looked at again. */
const SURE = 0.7;
const DOUBTFUL = 0.8;

/**
 * Finds the words, rulings and boxes to tick of a picture. What helps with pages (setting upright, wiping lines away) can
 * spoil a photograph, whose background has lines and slopes of its own: such a picture is also read as it is, and the
 * reading with more letters that are sure is taken.
 */
export async function seenIn(raster: Raster, pixelsPerInch: number): Promise<Seen> {
  const prepared = await preparedIn(raster, pixelsPerInch);
  if (spreadOf(raster) < SHADED && meanConfidence(prepared.words) >= DOUBTFUL) return prepared;
  const words = await recognise(raster, pixelsPerInch, 'as-it-is');
  if (sureLetters(words) <= sureLetters(prepared.words)) return prepared;
  const drawing = prepared.skew === 0 ? prepared : drawingOn(raster, pixelsPerInch);
  const inMark = ({ rectangle }: SeenWord): boolean =>
    drawing.marks.some((mark) => contains(mark.rectangle, centre(rectangle)));
  return { skew: 0, rulings: drawing.rulings, marks: drawing.marks, words: words.filter((word) => !inMark(word)) };
}

async function preparedIn(raster: Raster, pixelsPerInch: number): Promise<Seen> {
  const skew = skewOf(raster);
  const upright = skew === 0 ? raster : turned(raster, -skew);
  const { rulings, marks } = drawingOn(upright, pixelsPerInch);
  const words = await recognise(withoutDrawing(upright, rulings, marks, pixelsPerInch), pixelsPerInch, 'page');
  return { skew, words, rulings, marks };
}

function drawingOn(raster: Raster, pixelsPerInch: number): Pick<Seen, 'rulings' | 'marks'> {
  const ink = { width: raster.width, height: raster.height, ink: inkOf(raster), pixelsPerInch };
  const marks = marksIn(ink);
  return { marks, rulings: rulingsIn(ink).filter((ruling) => !marks.some((mark) => touches(ruling, mark))) };
}

const lettersOf = ({ text }: SeenWord): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

function sureLetters(words: readonly SeenWord[]): number {
  return words.filter(({ confidence }) => confidence >= SURE).reduce((sum, word) => sum + lettersOf(word), 0);
}

/** By letters; 0 where there are none. */
function meanConfidence(words: readonly SeenWord[]): number {
  const letters = words.reduce((sum, word) => sum + lettersOf(word), 0);
  return letters === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence * lettersOf(word), 0) / letters;
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

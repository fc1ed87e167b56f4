import { centre, contains, type Rectangle } from '../geometry.ts';
import type { PaintedPath } from './content.ts';
import { extentOf } from './rulings.ts';
import type { PlacedWord } from './words.ts';

/** A box or circle to tick, as drawn. Points, upright. */
export interface PlacedMark {
  readonly rectangle: Rectangle;
  readonly selected: boolean;
  readonly confidence: number;
}

export interface FoundMarks {
  readonly marks: readonly PlacedMark[];
  /** Paths that are part of a mark, and so rule no table. */
  readonly usedPaths: ReadonlySet<PaintedPath>;
  /** Words that are a mark themselves or the cross in one, and so are no text. */
  readonly usedWords: ReadonlySet<PlacedWord>;
}

/** Points: 0.08 to 0.4 inch. */
const SMALLEST = 5.5;
const LARGEST = 29;
/** Width against height of something that passes for a square or circle. */
const SQUARE = 0.2;
/** How much of the frame a shape inside must cover, each way, to be a cross or tick. */
const COVERS = 0.35;

const DRAWN = 0.95;
const TYPED = 0.9;

const emptyBoxes = new Set(['☐', '□', '○', '◯', '❏', '❑', '▢']);
const tickedBoxes = new Set(['☑', '☒', '◉', '⊠', '🗹', '🗷']);
const crosses = new Set(['x', 'X', '✓', '✔', '✕', '✖', '✗', '✘', '×', '●', '•', '■']);

function sides(rectangle: Rectangle): { readonly width: number; readonly height: number } {
  return { width: rectangle.right - rectangle.left, height: rectangle.bottom - rectangle.top };
}

/** The frame that a path draws, if it draws one: a stroked, closed square or circle of the right size and nothing else. */
function frameOf(path: PaintedPath): Rectangle | null {
  const [subpath, ...rest] = path.subpaths;
  if (!path.stroked || !subpath || rest.length > 0) return null;
  const points = subpath.points;
  const [first, last] = [points[0], points.at(-1)];
  const returns = first && last && Math.hypot(first.x - last.x, first.y - last.y) < 0.5;
  if (!(subpath.closed || returns) || points.length < 4) return null;
  const extent = extentOf(subpath);
  const { width, height } = sides(extent);
  if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) return null;
  if (Math.abs(width - height) > SQUARE * Math.max(width, height)) return null;
  const corners = points.filter(
    ({ x, y }) =>
      (Math.abs(x - extent.left) < 0.6 || Math.abs(x - extent.right) < 0.6) &&
      (Math.abs(y - extent.top) < 0.6 || Math.abs(y - extent.bottom) < 0.6),
  );
  // A square has its points in the corners; a circle is drawn with curves.
  return subpath.curved || corners.length >= 4 ? extent : null;
}

function isDark(colour: string): boolean {
  const value = Number.parseInt(colour.slice(1), 16);
  const [red, green, blue] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128;
}

function extentOfPath(path: PaintedPath): Rectangle {
  const extents = path.subpaths.map(extentOf);
  return {
    left: Math.min(...extents.map((one) => one.left)),
    right: Math.max(...extents.map((one) => one.right)),
    top: Math.min(...extents.map((one) => one.top)),
    bottom: Math.max(...extents.map((one) => one.bottom)),
  };
}

function liesIn(inner: Rectangle, frame: Rectangle): boolean {
  const slack = Math.max(1, 0.25 * (frame.right - frame.left));
  return (
    contains(frame, { x: inner.left, y: inner.top }, slack) &&
    contains(frame, { x: inner.right, y: inner.bottom }, slack)
  );
}

/** Whether the shapes drawn inside a frame together cover enough of it, each way, to be a cross, tick or dot. */
function isTicked(inside: readonly PaintedPath[], frame: Rectangle): boolean {
  if (inside.length === 0) return false;
  const extents = inside.map(extentOfPath);
  const covered = sides({
    left: Math.min(...extents.map((one) => one.left)),
    right: Math.max(...extents.map((one) => one.right)),
    top: Math.min(...extents.map((one) => one.top)),
    bottom: Math.max(...extents.map((one) => one.bottom)),
  });
  const { width, height } = sides(frame);
  return covered.width >= COVERS * width && covered.height >= COVERS * height;
}

function sameFrame(a: Rectangle, b: Rectangle): boolean {
  const near = (one: number, other: number): boolean => Math.abs(one - other) < 1.5;
  return near(a.left, b.left) && near(a.top, b.top) && near(a.right, b.right) && near(a.bottom, b.bottom);
}

function typedMarks(words: readonly PlacedWord[]): readonly { word: PlacedWord; mark: PlacedMark }[] {
  return words.flatMap((word) => {
    const selected = tickedBoxes.has(word.text);
    if (!selected && !emptyBoxes.has(word.text)) return [];
    return [{ word, mark: { rectangle: word.rectangle, selected, confidence: TYPED } }];
  });
}

/**
 * Selection marks: small drawn squares and circles, ticked if something dark is drawn or typed inside, and the
 * characters made for the purpose. A filled square without a frame is a bullet, not a mark.
 */
export function marksOf(paths: readonly PaintedPath[], words: readonly PlacedWord[]): FoundMarks {
  const usedPaths = new Set<PaintedPath>();
  const usedWords = new Set<PlacedWord>();
  const marks: PlacedMark[] = [];
  const framed = paths.flatMap((path) => {
    const frame = frameOf(path);
    return frame ? [{ path, frame }] : [];
  });
  // A frame inside another (the dot of a radio button) is that one's tick.
  const outer = framed.filter(
    ({ frame, path }, index) =>
      !framed.some(
        (other, place) =>
          other.path !== path &&
          liesIn(frame, other.frame) &&
          (sameFrame(frame, other.frame) ? place < index : sides(other.frame).width > sides(frame).width),
      ),
  );
  for (const { path, frame } of outer) {
    const inside = paths.filter((one) => one !== path && liesIn(extentOfPath(one), frame));
    // A second outline is no tick; a cross from corner to corner is one, though it reaches as far.
    const outlines = (one: PaintedPath): boolean => {
      const own = frameOf(one);
      return own !== null && sameFrame(own, frame);
    };
    const inked = inside.filter((one) => !outlines(one) && (one.stroked || isDark(one.fillColour)));
    const filled = [path, ...inside].some(
      (one) => one.filled && isDark(one.fillColour) && sameFrame(extentOfPath(one), frame),
    );
    const typed = words.filter((word) => crosses.has(word.text) && contains(frame, centre(word.rectangle)));
    const other = words.some((word) => !crosses.has(word.text) && contains(frame, centre(word.rectangle)));
    if (other) continue; // a letter box of a form, or a cell of a table: something to read, not to tick
    const selected = filled || typed.length > 0 || isTicked(inked, frame);
    marks.push({ rectangle: frame, selected, confidence: DRAWN });
    for (const one of [path, ...inside]) usedPaths.add(one);
    for (const word of typed) usedWords.add(word);
  }
  for (const { word, mark } of typedMarks(words)) {
    marks.push(mark);
    usedWords.add(word);
  }
  return { marks: fromTopToBottom(marks), usedPaths, usedWords };
}

/** In the order in which they are read. */
export const fromTopToBottom = (marks: readonly PlacedMark[]): readonly PlacedMark[] =>
  marks.toSorted((a, b) => a.rectangle.top - b.rectangle.top || a.rectangle.left - b.rectangle.left);

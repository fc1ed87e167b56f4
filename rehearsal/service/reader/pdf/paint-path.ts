import { apply, type Point } from '../geometry.ts';
import type { PaintedPath, Subpath } from './content.ts';
import { numbersOf, operandAt } from './operands.ts';
import type { State } from './state.ts';

/** pdf.js's codes inside a path: how many numbers follow each. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

/** Splits pdf.js's flat list of path codes and numbers into subpaths, in page coordinates. */
export function subpathsOf(numbers: readonly number[], toPage: (x: number, y: number) => Point): readonly Subpath[] {
  const subpaths: Subpath[] = [];
  let points: Point[] = [];
  let curved = false;
  const finish = (closed: boolean): void => {
    if (points.length > 1) subpaths.push({ points, curved, closed });
    points = [];
    curved = false;
  };
  const pointAt = (index: number): Point => toPage(numbers[index] ?? 0, numbers[index + 1] ?? 0);
  let index = 0;
  while (index < numbers.length) {
    const code = numbers[index];
    if (code === MOVE) {
      finish(false);
      points = [pointAt(index + 1)];
      index += 3;
    } else if (code === LINE) {
      points.push(pointAt(index + 1));
      index += 3;
    } else if (code === CURVE || code === QUADRATIC) {
      // Control points count, too: they lie on or outside the curve, and what matters here is its extent.
      const count = code === CURVE ? 3 : 2;
      for (let control = 0; control < count; control += 1) points.push(pointAt(index + 1 + control * 2));
      curved = true;
      index += 1 + count * 2;
    } else if (code === CLOSE) {
      const start = points[0];
      finish(true);
      if (start) points = [start];
      index += 1;
    } else {
      break;
    }
  }
  finish(false);
  return subpaths;
}

/** Which of pdf.js's painting operators stroke and which fill. */
export interface PaintCodes {
  readonly strokes: ReadonlySet<number>;
  readonly fills: ReadonlySet<number>;
}

/** A path that leaves ink; null for one that only clips or is empty. */
export function paintedPath(state: State, operands: unknown, codes: PaintCodes): PaintedPath | null {
  const operator = operandAt(operands, 0);
  if (typeof operator !== 'number') return null;
  const stroked = codes.strokes.has(operator);
  const filled = codes.fills.has(operator);
  const numbers = numbersOf(operandAt(operandAt(operands, 1), 0));
  if (numbers === null || !(stroked || filled)) return null;
  const { transform } = state;
  const subpaths = subpathsOf(numbers, (x, y) => apply(transform, x, y));
  if (subpaths.length === 0) return null;
  const scale = Math.sqrt(Math.abs(transform[0] * transform[3] - transform[1] * transform[2]));
  return { subpaths, stroked, filled, strokeWidth: state.strokeWidth * scale, fillColour: state.fillColour };
}

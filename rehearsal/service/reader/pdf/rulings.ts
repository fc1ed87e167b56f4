import type { Rectangle } from '../geometry.ts';
import type { PaintedPath, Subpath } from './content.ts';

/** A straight upright or level line. `at` is its x (upright) or y (level); it runs from `from` to `to`. Points. */
export interface Ruling {
  readonly upright: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Points. A filled rectangle no thicker than this is a drawn line; shorter lines than `SHORTEST` rule nothing. */
const THIN = 3;
const SHORTEST = 6;
const STRAIGHT = 0.75;
/** How far apart two lines may lie and still be one, and how large a hole in one may be. */
const SAME_LINE = 1.5;
const HOLE = 2;

export function extentOf(subpath: Subpath): Rectangle {
  const xs = subpath.points.map((point) => point.x);
  const ys = subpath.points.map((point) => point.y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function segment(ax: number, ay: number, bx: number, by: number): Ruling | null {
  if (Math.abs(ax - bx) <= STRAIGHT) {
    return { upright: true, at: (ax + bx) / 2, from: Math.min(ay, by), to: Math.max(ay, by) };
  }
  if (Math.abs(ay - by) <= STRAIGHT) {
    return { upright: false, at: (ay + by) / 2, from: Math.min(ax, bx), to: Math.max(ax, bx) };
  }
  return null;
}

function strokesOf(subpath: Subpath): readonly Ruling[] {
  const points = subpath.closed ? [...subpath.points, ...subpath.points.slice(0, 1)] : subpath.points;
  return points.slice(1).flatMap((point, index) => {
    const previous = points[index];
    const found = previous ? segment(previous.x, previous.y, point.x, point.y) : null;
    return found ? [found] : [];
  });
}

/** The four edges of a filled area, or the one line that a thin one is. */
function edgesOf({ left, top, right, bottom }: Rectangle): readonly Ruling[] {
  if (right - left <= THIN) return [{ upright: true, at: (left + right) / 2, from: top, to: bottom }];
  if (bottom - top <= THIN) return [{ upright: false, at: (top + bottom) / 2, from: left, to: right }];
  return [
    { upright: false, at: top, from: left, to: right },
    { upright: false, at: bottom, from: left, to: right },
    { upright: true, at: left, from: top, to: bottom },
    { upright: true, at: right, from: top, to: bottom },
  ];
}

function isRectangle(subpath: Subpath): boolean {
  const { left, top, right, bottom } = extentOf(subpath);
  const near = (value: number, one: number, other: number): boolean =>
    Math.abs(value - one) <= STRAIGHT || Math.abs(value - other) <= STRAIGHT;
  return (
    !subpath.curved &&
    subpath.points.length >= 4 &&
    subpath.points.length <= 5 &&
    subpath.points.every(({ x, y }) => near(x, left, right) && near(y, top, bottom))
  );
}

function isThin({ left, top, right, bottom }: Rectangle): boolean {
  return right - left <= THIN || bottom - top <= THIN;
}

/** Joins lines that lie on each other or continue each other. */
export function joined(rulings: readonly Ruling[]): readonly Ruling[] {
  const result: Ruling[] = [];
  const sorted = [...rulings].sort((a, b) => Number(a.upright) - Number(b.upright) || a.at - b.at || a.from - b.from);
  for (const ruling of sorted) {
    const index = result.findIndex(
      (one) =>
        one.upright === ruling.upright &&
        Math.abs(one.at - ruling.at) <= SAME_LINE &&
        ruling.from <= one.to + HOLE &&
        one.from <= ruling.to + HOLE,
    );
    const same = result[index];
    if (!same) {
      result.push(ruling);
    } else {
      result[index] = { ...same, from: Math.min(same.from, ruling.from), to: Math.max(same.to, ruling.to) };
    }
  }
  return result.length < rulings.length ? joined(result) : result;
}

/**
 * The lines that rule a page: straight strokes and thin filled bars, and, given apart because they are only hints, the
 * edges of filled areas such as a shaded heading.
 */
export function rulingsOf(paths: readonly PaintedPath[]): {
  readonly drawn: readonly Ruling[];
  readonly shaded: readonly Ruling[];
} {
  const drawn: Ruling[] = [];
  const shaded: Ruling[] = [];
  for (const path of paths) {
    for (const subpath of path.subpaths) {
      if (path.stroked) drawn.push(...strokesOf(subpath));
      else if (isRectangle(subpath)) {
        const extent = extentOf(subpath);
        (isThin(extent) ? drawn : shaded).push(...edgesOf(extent));
      }
    }
  }
  const longEnough = (ruling: Ruling): boolean => ruling.to - ruling.from >= SHORTEST;
  return { drawn: joined(drawn).filter(longEnough), shaded: joined(shaded.filter(longEnough)) };
}

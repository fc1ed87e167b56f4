import type { Rectangle } from '../geometry.ts';
import type { PlacedMark } from '../pdf/marks.ts';
import type { Ruling } from '../pdf/rulings.ts';

/** Inches. */
const SHORTEST = 0.45;
const THICKEST = 0.06;
const SMALLEST_MARK = 0.08;
const LARGEST_MARK = 0.4;
/** Parts: how much of a frame's side has to be inked, and how much of its inside where it is ticked. */
const SIDE = 0.7;
const TICKED = 0.08;
/** Inches of white that a worn line may have; less than what stands between two letters. */
const HOLE = 0.01;

const CONFIDENCE = 0.9;

export interface Ink {
  readonly width: number;
  readonly height: number;
  /** 1 where there is ink. */
  readonly ink: Uint8Array;
  readonly pixelsPerInch: number;
}

/** The straight lines that rule a page that stands upright, in pixels. */
export function rulingsIn(page: Ink): readonly Ruling[] {
  return [...linesAlong(page, false), ...linesAlong(page, true)];
}

function linesAlong({ width, height, ink, pixelsPerInch }: Ink, upright: boolean): readonly Ruling[] {
  const [across, along] = upright ? [width, height] : [height, width];
  const at = (row: number, column: number): number => ink[upright ? column * width + row : row * width + column] ?? 0;
  const shortest = SHORTEST * pixelsPerInch;
  const hole = Math.max(1, Math.round(HOLE * pixelsPerInch));
  interface Bar {
    from: number;
    to: number;
    first: number;
    last: number;
  }
  const bars: Bar[] = [];
  for (let row = 0; row < across; row += 1) {
    let [from, last] = [-1, -1];
    const end = (): void => {
      if (from >= 0 && last - from + 1 >= shortest) {
        const above = bars.find(
          (bar) => row - bar.last <= 2 && Math.min(bar.to, last) - Math.max(bar.from, from) > shortest / 2,
        );
        if (above) Object.assign(above, { last: row, from: Math.min(above.from, from), to: Math.max(above.to, last) });
        else bars.push({ from, to: last, first: row, last: row });
      }
      from = -1;
    };
    for (let column = 0; column < along; column += 1) {
      if (at(row, column)) {
        if (from < 0) from = column;
        last = column;
      } else if (from >= 0 && column - last > hole) end();
    }
    end();
  }
  const thickest = Math.max(3, THICKEST * pixelsPerInch);
  return bars
    .filter(({ first, last }) => last - first + 1 <= thickest)
    .map(({ from, to, first, last }) => ({ upright, at: (first + last) / 2, from, to }));
}

/** Boxes to tick on a page that stands upright, in pixels: framed, nearly square, of the right size. */
export function marksIn({ width, height, ink, pixelsPerInch }: Ink): readonly PlacedMark[] {
  const [smallest, largest] = [SMALLEST_MARK * pixelsPerInch, LARGEST_MARK * pixelsPerInch];
  const marks: PlacedMark[] = [];
  for (const box of pieces({ width, height, ink }, largest * 1.3)) {
    const [wide, high] = [box.right - box.left + 1, box.bottom - box.top + 1];
    if (Math.min(wide, high) < smallest || Math.max(wide, high) > largest) continue;
    if (Math.abs(wide - high) > 0.2 * Math.max(wide, high)) continue;
    if (!isFrame(box, ink, width)) continue;
    const share = inkInside(box, ink, width);
    marks.push({
      rectangle: { left: box.left, top: box.top, right: box.right + 1, bottom: box.bottom + 1 },
      selected: share > TICKED,
      confidence: CONFIDENCE,
    });
  }
  return marks;
}

/** How thick a frame's side may be, and how far it may lie inside its extent, as part of its size. */
const FRAME = 0.18;

function isFrame({ left, top, right, bottom }: Rectangle, ink: Uint8Array, width: number): boolean {
  const depth = Math.max(2, Math.round((right - left) * FRAME));
  const covered = (from: number, to: number, dark: (along: number, deep: number) => number): number => {
    let count = 0;
    for (let along = from; along <= to; along += 1)
      for (let deep = 0; deep < depth; deep += 1)
        if (dark(along, deep)) {
          count += 1;
          break;
        }
    return count / (to - from + 1);
  };
  const at = (x: number, y: number): number => ink[y * width + x] ?? 0;
  const straight =
    covered(left, right, (x, deep) => at(x, top + deep)) >= 0.85 &&
    covered(left, right, (x, deep) => at(x, bottom - deep)) >= 0.85 &&
    covered(top, bottom, (y, deep) => at(left + deep, y)) >= 0.85 &&
    covered(top, bottom, (y, deep) => at(right - deep, y)) >= 0.85;
  if (!straight) return false;
  // A letter such as O or B touches its extent here and there; a frame runs along it, corners included.
  const corner = Math.max(2, Math.round((right - left) * 0.12));
  const cornersInked = [
    [left, top],
    [right - corner + 1, top],
    [left, bottom - corner + 1],
    [right - corner + 1, bottom - corner + 1],
  ].filter(([x = 0, y = 0]) => {
    let dark = 0;
    for (let row = 0; row < corner; row += 1)
      for (let column = 0; column < corner; column += 1) dark += at(x + column, y + row);
    return dark / (corner * corner) > 0.3;
  }).length;
  const edge = (from: number, to: number, dark: (along: number) => boolean): boolean => {
    let count = 0;
    for (let along = from; along <= to; along += 1) if (dark(along)) count += 1;
    return count / (to - from + 1) >= SIDE;
  };
  const level = (row: number, step: number): boolean =>
    edge(left, right, (x) => at(x, row) === 1 || at(x, row + step) === 1 || at(x, row + 2 * step) === 1);
  const upright = (column: number, step: number): boolean =>
    edge(top, bottom, (y) => at(column, y) === 1 || at(column + step, y) === 1 || at(column + 2 * step, y) === 1);
  return cornersInked >= 3 && level(top, 1) && level(bottom, -1) && upright(left, 1) && upright(right, -1);
}

function inkInside({ left, top, right, bottom }: Rectangle, ink: Uint8Array, width: number): number {
  const inset = Math.max(3, Math.round((right - left) * 0.2));
  let [dark, all] = [0, 0];
  for (let y = top + inset; y <= bottom - inset; y += 1) {
    for (let x = left + inset; x <= right - inset; x += 1) {
      dark += ink[y * width + x] ?? 0;
      all += 1;
    }
  }
  return all === 0 ? 0 : dark / all;
}

/** The extents of everything that hangs together and is no larger than `largest`, in pixels. */
function pieces({ width, height, ink }: Omit<Ink, 'pixelsPerInch'>, largest: number): readonly Rectangle[] {
  const seen = new Uint8Array(ink.length);
  const found: Rectangle[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length; start += 1) {
    if (!ink[start] || seen[start]) continue;
    let [left, right, top, bottom] = [width, 0, height, 0];
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          const next = row * width + column;
          if (!ink[next] || seen[next]) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    if (right - left <= largest && bottom - top <= largest) found.push({ left, top, right, bottom });
  }
  return found;
}

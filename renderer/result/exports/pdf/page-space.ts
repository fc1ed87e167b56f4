import type { Corners, ResultPage } from '../../model/view.ts';

/** Where a page lies in its PDF, before it is turned for display: in points, the origin below left. */
export interface Sheet {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise by which it has to be turned to lie as the service saw it: 0, 90, 180 or 270. */
  readonly turn: number;
}

export type Point = readonly [x: number, y: number];

/** From the answer's coordinates (origin above left, as the service saw the page) to those of the PDF's page. */
export function toSheet(page: Pick<ResultPage, 'width' | 'height'>, sheet: Sheet): (x: number, y: number) => Point {
  const { x: left, y: bottom, width, height } = sheet;
  const turn = ((sheet.turn % 360) + 360) % 360;
  return (x, y) => {
    const across = x / page.width;
    const down = y / page.height;
    if (turn === 90) return [left + down * width, bottom + across * height];
    if (turn === 180) return [left + (1 - across) * width, bottom + down * height];
    if (turn === 270) return [left + (1 - down) * width, bottom + (1 - across) * height];
    return [left + across * width, bottom + (1 - down) * height];
  };
}

/** How a text lies in a box: from its lower left corner, along its lower edge. */
export interface Lie {
  readonly origin: Point;
  /** Unit vector along the text. */
  readonly along: Point;
  readonly width: number;
  readonly height: number;
}

/** In points: the largest paper that readers know (200 inches), seven times over; beyond is damage. */
const FARTHEST = 100_000;
const SMALLEST = 0.01;

/** Null for a box that has as good as no area or lies beyond all paper, in which no text can lie. */
export function lieOf(corners: Corners, map: (x: number, y: number) => Point): Lie | null {
  const topLeft = map(corners[0], corners[1]);
  const bottomRight = map(corners[4], corners[5]);
  const bottomLeft = map(corners[6], corners[7]);
  const edge: Point = [bottomRight[0] - bottomLeft[0], bottomRight[1] - bottomLeft[1]];
  const width = Math.hypot(...edge);
  if (!(width > SMALLEST)) return null;
  const along: Point = [edge[0] / width, edge[1] / width];
  const height = Math.abs((topLeft[0] - bottomLeft[0]) * -along[1] + (topLeft[1] - bottomLeft[1]) * along[0]);
  const isOnPaper = [...bottomLeft, width, height].every((length) => Math.abs(length) < FARTHEST);
  return height > SMALLEST && isOnPaper ? { origin: bottomLeft, along, width, height } : null;
}

import type { Box } from '../wire/answer.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle, y growing downwards. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** a, b, c, d, e, f as in PDF: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The matrix that does `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

export function apply(matrix: Matrix, x: number, y: number): Point {
  return { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] };
}

/** Turns a point about the origin by `degrees`, clockwise on a page whose y grows downwards. */
export function rotate(point: Point, degrees: number): Point {
  const radians = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
  return { x: point.x * cosine - point.y * sine, y: point.x * sine + point.y * cosine };
}

export function union(rectangles: readonly Rectangle[]): Rectangle {
  return {
    left: Math.min(...rectangles.map((one) => one.left)),
    top: Math.min(...rectangles.map((one) => one.top)),
    right: Math.max(...rectangles.map((one) => one.right)),
    bottom: Math.max(...rectangles.map((one) => one.bottom)),
  };
}

export function centre(rectangle: Rectangle): Point {
  return { x: (rectangle.left + rectangle.right) / 2, y: (rectangle.top + rectangle.bottom) / 2 };
}

export function contains(rectangle: Rectangle, point: Point, slack = 0): boolean {
  return (
    point.x >= rectangle.left - slack &&
    point.x <= rectangle.right + slack &&
    point.y >= rectangle.top - slack &&
    point.y <= rectangle.bottom + slack
  );
}

/** Four decimals, as recorded answers in inches have at most. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0;
}

/** A box's eight numbers from a rectangle that lies along text of that angle, scaled from points to the page's unit. */
export function boxOf(rectangle: Rectangle, degrees: number, unitsPerPoint: number): Box {
  const { left, top, right, bottom } = rectangle;
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].flatMap(([x = 0, y = 0]) => {
    const corner = rotate({ x, y }, degrees);
    return [rounded(corner.x * unitsPerPoint), rounded(corner.y * unitsPerPoint)];
  });
}

/** The upright rectangle around a box. */
export function around(box: Box): Rectangle {
  const xs = box.filter((_, index) => index % 2 === 0);
  const ys = box.filter((_, index) => index % 2 === 1);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The box of an upright rectangle. */
export function uprightBox({ left, top, right, bottom }: Rectangle): Box {
  return [left, top, right, top, right, bottom, left, bottom].map(rounded);
}

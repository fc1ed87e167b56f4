/** Where the cells of a large table are, in CSS pixels: rows of one height, columns of one width. */
export const ROW = 32;
export const COLUMN = 148;
/** A first column that holds the items' numbers. */
export const NUMBER = 64;
/** Rows and columns drawn beyond each edge, so that a turn of the wheel finds them there. */
const BEYOND_ROWS = 6;
const BEYOND_COLUMNS = 2;

/** First and last, both included. */
export type Span = readonly [from: number, to: number];

export const leftOf = (column: number, isNumbered: boolean): number =>
  isNumbered && column > 0 ? NUMBER + (column - 1) * COLUMN : column * COLUMN;

/** The rows to draw in a box that is scrolled down to `top`. */
export function rowsBetween(top: number, height: number, count: number): Span {
  const from = Math.floor(top / ROW) - BEYOND_ROWS;
  const to = Math.ceil((top + height) / ROW) + BEYOND_ROWS;
  return [bounded(from, count), bounded(to, count)];
}

/** The columns to draw in a box that is scrolled right to `left`. */
export function columnsBetween(left: number, width: number, count: number, isNumbered: boolean): Span {
  const shift = isNumbered ? COLUMN - NUMBER : 0;
  const at = (x: number): number => Math.floor((x + shift) / COLUMN);
  return [bounded(at(left) - BEYOND_COLUMNS, count), bounded(at(left + width) + BEYOND_COLUMNS, count)];
}

const bounded = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** More places than this are drawn in a box of their own, of which only what is in sight is there. */
export const MOST_DRAWN_WHOLE = 400;

/** Up to here all rows are drawn, so that the system's own search and screen readers find them. */
const DRAWN_WHOLE = 250;
/** Of cells in these rows, where rows have any. */
const CELLS_DRAWN_WHOLE = 1500;

/** Whether a list is so short, and what is in its rows so little, that all of it is drawn. */
export function isDrawnWhole(count: number, weight: (index: number) => number = () => 1): boolean {
  if (count > DRAWN_WHOLE) return false;
  let cells = 0;
  for (let index = 0; index < count; index += 1) cells += weight(index);
  return cells <= CELLS_DRAWN_WHOLE;
}

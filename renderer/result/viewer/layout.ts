import type { Corners, ResultPage } from '../model/view.ts';

/** Where pages lie under each other, and how one gets from a page's own unit to the screen and back. Pixels are CSS pixels. */

/** Degrees clockwise by which the operator turned the pages. */
export type Turn = 0 | 90 | 180 | 270;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Sheet extends Size {
  readonly top: number;
  readonly left: number;
}

export interface Layout extends Size {
  readonly sheets: readonly Sheet[];
}

/** Around the pages and between them; does not grow with the zoom. */
export const GAP = 16;

const PIXELS_PER_INCH = 96;
/** No page is this many inches wide; a larger number without a unit counts pixels. */
const MOST_INCHES = 60;

/** A page at 100 %: inches as the screen has them, pixels one by one. */
export function naturalSize({ width, height, unit }: Pick<ResultPage, 'width' | 'height' | 'unit'>, turn: Turn): Size {
  const inches = unit === 'inch' || (unit !== 'pixel' && Math.max(width, height) < MOST_INCHES);
  const scale = inches ? PIXELS_PER_INCH : 1;
  const size = { width: width * scale, height: height * scale };
  return turn % 180 === 0 ? size : { width: size.height, height: size.width };
}

/** Lays the pages out under each other, each in the middle of a room at least `room` wide. */
export function layOut(sizes: readonly Size[], zoom: number, room: number): Layout {
  const widest = sizes.reduce((most, { width }) => Math.max(most, width), 0);
  const across = Math.max(room, Math.round(widest * zoom) + 2 * GAP);
  let top = GAP;
  const sheets = sizes.map((size): Sheet => {
    const width = Math.max(1, Math.round(size.width * zoom));
    const height = Math.max(1, Math.round(size.height * zoom));
    const sheet = { top, left: Math.round((across - width) / 2), width, height };
    top += height + GAP;
    return sheet;
  });
  return { width: across, height: top, sheets };
}

export const LEAST_ZOOM = 0.05;
export const MOST_ZOOM = 8;
const STEP = 1.25;

export const boundZoom = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));

/** The next zoom up or down, by steps that meet at 100 %. */
export function stepZoom(zoom: number, direction: 1 | -1): number {
  const steps = Math.log(zoom) / Math.log(STEP);
  const next = direction > 0 ? Math.floor(steps + 1e-6) + 1 : Math.ceil(steps - 1e-6) - 1;
  return boundZoom(STEP ** next);
}

export type Fit = 'width' | 'page';

/** The zoom at which a page fits the room. */
export function fitZoom(fit: Fit, page: Size, room: Size): number {
  const across = Math.max(1, room.width - 2 * GAP) / page.width;
  if (fit === 'width') return boundZoom(across);
  return boundZoom(Math.min(across, Math.max(1, room.height - 2 * GAP) / page.height));
}

/** The first and last sheet that reach into the rows from `top` to `bottom`, by halving. */
export function sheetsBetween({ sheets }: Layout, top: number, bottom: number): readonly [first: number, last: number] {
  const firstBelow = (row: number): number => {
    let [low, high] = [0, sheets.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const sheet = sheets[middle];
      if (sheet && sheet.top + sheet.height < row) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const last = sheets.length - 1;
  const first = Math.min(last, firstBelow(top));
  const end = Math.min(last, firstBelow(bottom));
  const reaches = (sheets[end]?.top ?? 0) <= bottom;
  return [Math.max(0, first), Math.max(0, first, reaches ? end : end - 1)];
}

/** A point of a page, in shares of its width and height; outside of 0 to 1 beside it. */
export interface Anchor {
  readonly page: number;
  readonly across: number;
  readonly down: number;
}

/** What lies at a point of the whole layout: the page there, or the one before the gap. */
export function anchorAt(layout: Layout, x: number, y: number): Anchor {
  const [page] = sheetsBetween(layout, y, y);
  const sheet = layout.sheets[page];
  if (!sheet) return { page: 0, across: 0, down: 0 };
  return { page, across: (x - sheet.left) / sheet.width, down: (y - sheet.top) / sheet.height };
}

/** Where an anchor lies in a layout, perhaps another one than it was taken from. */
export function pointOf(
  { sheets }: Layout,
  { page, across, down }: Anchor,
): { readonly x: number; readonly y: number } {
  const sheet = sheets[page];
  return sheet ? { x: sheet.left + across * sheet.width, y: sheet.top + down * sheet.height } : { x: 0, y: 0 };
}

/** The same point of the pages after a turn: pages turn about their middle. */
export function turnAnchor({ page, across, down }: Anchor, by: number): Anchor {
  const quarters = (((by / 90) % 4) + 4) % 4;
  let [x, y] = [across, down];
  for (let quarter = 0; quarter < quarters; quarter += 1) [x, y] = [1 - y, x];
  return { page, across: x, down: y };
}

/** From a page's own unit to pixels of its turned sheet: x' = a·x + c·y + e, y' = b·x + d·y + f, as canvases have it. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export function matrixOf(page: Pick<ResultPage, 'width' | 'height'>, sheet: Size, turn: Turn): Matrix {
  const sideways = turn % 180 !== 0;
  const across = (sideways ? sheet.height : sheet.width) / page.width;
  const down = (sideways ? sheet.width : sheet.height) / page.height;
  switch (turn) {
    case 0:
      return { a: across, b: 0, c: 0, d: down, e: 0, f: 0 };
    case 90:
      return { a: 0, b: across, c: -down, d: 0, e: sheet.width, f: 0 };
    case 180:
      return { a: -across, b: 0, c: 0, d: -down, e: sheet.width, f: sheet.height };
    case 270:
      return { a: 0, b: -across, c: down, d: 0, e: 0, f: sheet.height };
  }
}

/** Corners on the sheet. */
export function toSheet({ a, b, c, d, e, f }: Matrix, corners: Corners): Corners {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
  return [
    a * x0 + c * y0 + e,
    b * x0 + d * y0 + f,
    a * x1 + c * y1 + e,
    b * x1 + d * y1 + f,
    a * x2 + c * y2 + e,
    b * x2 + d * y2 + f,
    a * x3 + c * y3 + e,
    b * x3 + d * y3 + f,
  ];
}

/** A point of the sheet in the page's own unit. */
export function toPage({ a, b, c, d, e, f }: Matrix, x: number, y: number): readonly [x: number, y: number] {
  const area = a * d - b * c;
  return [(d * (x - e) - c * (y - f)) / area, (a * (y - f) - b * (x - e)) / area];
}

/** The rectangle around corners. */
export function boundsOf(corners: Corners): { left: number; top: number; right: number; bottom: number } {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
  return {
    left: Math.min(x0, x1, x2, x3),
    top: Math.min(y0, y1, y2, y3),
    right: Math.max(x0, x1, x2, x3),
    bottom: Math.max(y0, y1, y2, y3),
  };
}

/** Half a view more on every side, in steps of half a view: so a part of a sheet is drawn anew only now and then. */
const MARGIN_SHARE = 0.5;

/**
 * The part of a sheet that has to be drawn sharp: all of it while it has at most `budget` pixels, else what is in view and
 * a margin. Null where nothing of it is in view. `view` is in the layout's pixels.
 */
export function partInView(
  sheet: Sheet,
  view: { readonly left: number; readonly top: number } & Size,
  density: number,
  budget: number,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null {
  if (sheet.width * sheet.height * density * density <= budget)
    return { x: 0, y: 0, width: sheet.width, height: sheet.height };
  const span = (start: number, length: number, from: number, size: number): readonly [number, number] => {
    const step = Math.max(64, Math.round(length * MARGIN_SHARE));
    const low = Math.max(0, Math.floor((start - from) / step) * step - step);
    const high = Math.min(size, Math.ceil((start + length - from) / step) * step + step);
    return [low, high];
  };
  const [left, right] = span(view.left, view.width, sheet.left, sheet.width);
  const [top, bottom] = span(view.top, view.height, sheet.top, sheet.height);
  return right <= left || bottom <= top ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

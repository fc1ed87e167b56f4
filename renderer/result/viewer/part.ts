import type { Size } from './layout.ts';

/** The part of a sheet that a canvas shows, in CSS pixels of the sheet. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a sheet in shares of its size, so that it keeps its place while the sheet is zoomed. */
export const inShares = ({ x, y, width, height }: Part, of: Size): React.CSSProperties => ({
  left: `${(x / of.width) * 100}%`,
  top: `${(y / of.height) * 100}%`,
  width: `${(width / of.width) * 100}%`,
  height: `${(height / of.height) * 100}%`,
});

import type { Matrix, Point } from '../geometry.ts';

/** One shown character. Coordinates are points, origin at the page's top left, y downwards. */
export interface Glyph {
  readonly text: string;
  /** Where its baseline begins, and where the next glyph's is due. */
  readonly start: Point;
  readonly end: Point;
  /** Where its ink's width ends, without letter and word spacing. */
  readonly inkEnd: Point;
  /** Direction of the text, degrees clockwise. */
  readonly angle: number;
  readonly size: number;
  /** Parts of `size` above and below the baseline. */
  readonly ascent: number;
  readonly descent: number;
  /** Shown in no ink: the text layer that someone else's reader put under a scan. */
  readonly invisible: boolean;
}

export interface Subpath {
  readonly points: readonly Point[];
  readonly curved: boolean;
  readonly closed: boolean;
}

/** One painted path. */
export interface PaintedPath {
  readonly subpaths: readonly Subpath[];
  readonly stroked: boolean;
  readonly filled: boolean;
  readonly strokeWidth: number;
  /** `#rrggbb`; a pattern or shading counts as grey. */
  readonly fillColour: string;
}

/** A picture on the page: `place` takes its unit square, whose y grows upwards, to where it is drawn. */
export interface PaintedPicture {
  readonly name: string;
  readonly place: Matrix;
}

export interface Content {
  readonly glyphs: readonly Glyph[];
  readonly paths: readonly PaintedPath[];
  readonly pictures: readonly PaintedPicture[];
}

export interface FontFacts {
  readonly ascent: number;
  readonly descent: number;
  readonly widthScale: number;
  readonly vertical: boolean;
}

/** The operator list of a page, as pdf.js gives it, and how to ask for a font by its name. */
export interface Operators {
  readonly functions: readonly number[];
  readonly arguments: readonly unknown[];
  readonly fontNamed: (name: string) => FontFacts | null;
  readonly view: Matrix;
}

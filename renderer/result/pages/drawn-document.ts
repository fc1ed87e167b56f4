export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page, or a part of one, as a picture. */
export interface PaintRequest {
  /** From 1. */
  readonly page: number;
  /** Degrees clockwise, a multiple of 90. */
  readonly turn: number;
  /** Pixels of the whole page, turned. */
  readonly width: number;
  readonly height: number;
  /** The part that is wanted, in these pixels; the whole page where there is none. */
  readonly region?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** A document in the worker. Page numbers count from 1. */
export interface DrawnDocument {
  readonly pages: number;
  /** Points of a PDF's page as it is turned, pixels of a picture. */
  readonly size: (page: number) => Promise<Size>;
  /** Of text that the page has of its own, blanks aside; none for pictures. */
  readonly characters: (page: number) => Promise<number>;
  /** Null when aborted. */
  readonly paint: (request: PaintRequest, signal: AbortSignal) => Promise<ImageBitmap | null>;
}

/** What was drawn, and the canvas's memory given back at once: nobody collects a few small objects for it. */
export function pictureOf(canvas: OffscreenCanvas): ImageBitmap {
  const picture = canvas.transferToImageBitmap();
  canvas.width = 0;
  canvas.height = 0;
  return picture;
}

import { quarterTurn } from './boxes.ts';
import type { ResultPage } from './view.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a document differs from the pages of an answer; null where it fits. */
export type Misfit =
  | { readonly kind: 'pages'; readonly document: number; readonly answer: number }
  | { readonly kind: 'shape'; readonly page: number };

/** By how much the sides of a page may be in another proportion: services round, scanners cut. */
const TOLERANCE = 0.03;

/** Whether a picture of this size has the shape of the page that the service saw, upright or turned by a quarter. */
export function hasShapeOf(page: Pick<ResultPage, 'width' | 'height' | 'angle'>, size: Size): boolean {
  const turned = quarterTurn(page, size.width, size.height) !== 0;
  // Only a page whose text lies on its side was turned by the service.
  if (turned && Math.abs(Math.abs(page.angle) - 90) > 45) return false;
  const [width, height] = turned ? [size.height, size.width] : [size.width, size.height];
  return Math.abs(Math.log((width * page.height) / (height * page.width))) <= TOLERANCE;
}

/** Pages whose shape is compared; they are opened for it one after the other. */
const MOST_COMPARED = 20;

/** Compares a document with an answer, by the number of pages and the shape of the first ones. */
export async function misfitOf(
  pages: readonly ResultPage[],
  document: { readonly pages: number; readonly size: (page: number) => Promise<Size> },
): Promise<Misfit | null> {
  if (pages.length !== document.pages) return { kind: 'pages', document: document.pages, answer: pages.length };
  for (const page of pages.slice(0, MOST_COMPARED))
    if (page.number > document.pages || !hasShapeOf(page, await document.size(page.number)))
      return { kind: 'shape', page: page.number };
  return null;
}

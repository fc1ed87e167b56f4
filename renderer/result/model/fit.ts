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

/** Degrees clockwise by which a document's page lies as the service saw it; one of another shape stays as it is. */
export const turnOver = (page: Pick<ResultPage, 'width' | 'height' | 'angle'>, natural: Size): number =>
  hasShapeOf(page, natural) ? quarterTurn(page, natural.width, natural.height) : 0;

interface Wanted extends Size {
  /** The part that is drawn, where it is not all. */
  readonly region?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * How a document's page is drawn over the page that the service saw, in pixels, turned clockwise by `turn` degrees more: a
 * document of another shape in its own, never turned to or stretched over the answer's page. Null for a part of such a one,
 * which lies elsewhere than the answer's page has it.
 */
export function drawnOver(
  page: Pick<ResultPage, 'number' | 'width' | 'height' | 'angle'>,
  natural: Size,
  turn: number,
  wanted: Wanted,
): { readonly fits: boolean; readonly as: Wanted & { readonly page: number; readonly turn: number } } | null {
  if (hasShapeOf(page, natural)) {
    const whole = (turnOver(page, natural) + turn) % 360;
    return { fits: true, as: { ...wanted, page: page.number, turn: whole } };
  }
  if (wanted.region) return null;
  const [across, down] = turn % 180 === 0 ? [natural.width, natural.height] : [natural.height, natural.width];
  const scale = Math.min(wanted.width / across, wanted.height / down);
  const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
  return { fits: false, as: { width, height, page: page.number, turn } };
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

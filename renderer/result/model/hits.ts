import Flatbush from 'flatbush';
import { boundsOf } from '../viewer/layout.ts';
import { type Box, boxesOn } from './boxes.ts';
import type { Corners, Layer, ResultView } from './view.ts';

/** Finds the box at a point of a page, however many there are. */
export interface Hits {
  readonly boxes: readonly Box[];
  /** The smallest box of these layers that holds the point; of equal ones the one that is drawn last. */
  readonly at: (x: number, y: number, layers: ReadonlySet<Layer>) => Box | null;
}

export function createHits(boxes: readonly Box[]): Hits {
  const index = boxes.length > 0 ? new Flatbush(boxes.length) : null;
  for (const { corners } of boxes) {
    const { left, top, right, bottom } = boundsOf(corners);
    index?.add(left, top, right, bottom);
  }
  index?.finish();
  return {
    boxes,
    at(x, y, layers) {
      let best: Box | null = null;
      let least = Number.POSITIVE_INFINITY;
      // The index answers in no order of its own.
      for (const found of (index?.search(x, y, x, y) ?? []).sort((a, b) => a - b)) {
        const box = boxes[found];
        if (!box || !layers.has(box.layer) || !holds(box.corners, x, y)) continue;
        const area = areaOf(box.corners);
        if (area > least) continue;
        best = box;
        least = area;
      }
      return best;
    },
  };
}

const hitsOf = new WeakMap<ResultView, Map<number, Hits>>();
const MOST_PAGES = 24;

/** The boxes of a page with their index; those of the pages asked for last are kept. */
export function hitsOn(view: ResultView, page: number): Hits {
  const pages = hitsOf.get(view) ?? new Map<number, Hits>();
  hitsOf.set(view, pages);
  const hits = pages.get(page) ?? createHits(boxesOn(view, page));
  pages.delete(page);
  pages.set(page, hits);
  for (const oldest of pages.keys()) {
    if (pages.size <= MOST_PAGES) break;
    pages.delete(oldest);
  }
  return hits;
}

/** Whether a point lies in a four-cornered box; on its edge counts. */
function holds(corners: Corners, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0; at < 8; at += 2) {
    const next = (at + 2) % 8;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [corners[at], corners[at + 1], corners[next], corners[next + 1]];
    const cross = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    const within = Math.min(x1, x2) <= x && x <= Math.max(x1, x2) && Math.min(y1, y2) <= y && y <= Math.max(y1, y2);
    if (cross === 0 && within) return true;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** By the shoelace formula. */
function areaOf(corners: Corners): number {
  let twice = 0;
  for (let at = 0; at < 8; at += 2) {
    const next = (at + 2) % 8;
    twice += (corners[at] ?? 0) * (corners[next + 1] ?? 0) - (corners[next] ?? 0) * (corners[at + 1] ?? 0);
  }
  return Math.abs(twice) / 2;
}

/**
 * The box after `from` (or before it) among those of these layers, page by page, in the order they are drawn; without
 * `from` the first one of `page` or after it. Null at the end.
 */
export function nextBox(
  view: ResultView,
  layers: ReadonlySet<Layer>,
  from: { readonly page: number; readonly id: string | null },
  direction: 1 | -1,
): { readonly page: number; readonly id: string } | null {
  for (let page = from.page; page >= 0 && page < view.pages.length; page += direction) {
    const ids = [...new Set(boxesOn(view, page).flatMap(({ layer, id }) => (layers.has(layer) ? [id] : [])))];
    const here = page === from.page && from.id !== null ? ids.indexOf(from.id) : -1;
    const id = here >= 0 ? ids[here + direction] : direction > 0 ? ids[0] : ids.at(-1);
    if (id !== undefined) return { page, id };
  }
  return null;
}

import Flatbush from 'flatbush';
import { boundsOf } from '../viewer/layout.ts';
import { type Box, boxesInParts } from './boxes.ts';
import { beginSliced, finishSliced, type Sliced } from './in-slices.ts';
import type { Corners, Layer, ResultView } from './view.ts';

/** Finds the box at a point of a page, however many there are. */
export interface Hits {
  /** Those that lie inside of others later. */
  readonly boxes: readonly Box[];
  readonly counts: Readonly<Record<Layer, number>>;
  /** False while some are still to come, on a page of tens of thousands. */
  readonly isComplete: boolean;
  /** The smallest box of these layers that holds the point; of equal ones the one that is drawn last. */
  readonly at: (x: number, y: number, layers: ReadonlySet<Layer>) => Box | null;
  /** Told once all are there; returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Boxes of a page with an index for every few thousand: one for all would take its time in one piece. */
class PageHits implements Hits {
  readonly boxes: Box[] = [];
  readonly counts: Record<Layer, number> = {
    fields: 0,
    tables: 0,
    cells: 0,
    marks: 0,
    lines: 0,
    words: 0,
    handwriting: 0,
  };
  isComplete = false;
  readonly #parts: { readonly from: number; readonly index: Flatbush }[] = [];
  readonly #listeners = new Set<() => void>();

  add(boxes: readonly Box[]): void {
    if (boxes.length === 0) return;
    const index = new Flatbush(boxes.length);
    for (const { corners, layer } of boxes) {
      const { left, top, right, bottom } = boundsOf(corners);
      index.add(left, top, right, bottom);
      this.counts[layer] += 1;
    }
    index.finish();
    this.#parts.push({ from: this.boxes.length, index });
    for (const box of boxes) this.boxes.push(box);
  }

  complete(): void {
    this.isComplete = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  at(x: number, y: number, layers: ReadonlySet<Layer>): Box | null {
    let best: Box | null = null;
    let least = Number.POSITIVE_INFINITY;
    // The index answers in no order of its own.
    for (const { from, index } of this.#parts)
      for (const found of index.search(x, y, x, y).sort((a, b) => a - b)) {
        const box = this.boxes[from + found];
        if (!box || !layers.has(box.layer) || !holds(box.corners, x, y)) continue;
        const area = areaOf(box.corners);
        if (area > least) continue;
        best = box;
        least = area;
      }
    return best;
  }
}

export function createHits(boxes: readonly Box[]): Hits {
  const hits = new PageHits();
  hits.add(boxes);
  hits.complete();
  return hits;
}

/** Boxes in one index. */
const IN_AN_INDEX = 4000;

function* gather(hits: PageHits, view: ResultView, page: number): Sliced<void> {
  let waiting: Box[] = [];
  for (const part of boxesInParts(view, page)) {
    waiting = waiting.concat(part);
    if (waiting.length >= IN_AN_INDEX) {
      hits.add(waiting);
      waiting = [];
    }
    yield;
  }
  hits.add(waiting);
  hits.complete();
}

const hitsOf = new WeakMap<ResultView, Map<number, { readonly hits: Hits; readonly work: Sliced<void> }>>();
const MOST_PAGES = 24;

function gathered(view: ResultView, page: number) {
  const pages = hitsOf.get(view) ?? new Map<number, { readonly hits: Hits; readonly work: Sliced<void> }>();
  hitsOf.set(view, pages);
  let one = pages.get(page);
  if (!one) {
    const hits = new PageHits();
    const { work, done } = beginSliced(gather(hits, view, page));
    if (!done) void finishSliced(work);
    one = { hits, work };
  }
  pages.delete(page);
  pages.set(page, one);
  for (const oldest of pages.keys()) {
    if (pages.size <= MOST_PAGES) break;
    pages.delete(oldest);
  }
  return one;
}

/**
 * The boxes of a page with their index; those of the pages asked for last are kept. Of a page with tens of thousands they
 * come a little at a time.
 */
export const hitsOn = (view: ResultView, page: number): Hits => gathered(view, page).hits;

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
    const boxes = allOn(view, page);
    /** Shown, and the first of the boxes of what it is. */
    const isStop = (at: number): boolean => {
      const box = boxes[at];
      if (!box || !layers.has(box.layer) || boxes[at - 1]?.id === box.id) return false;
      return box.layer !== 'handwriting' || !layers.has('lines');
    };
    const here =
      page === from.page && from.id !== null ? boxes.findIndex(({ id }, at) => id === from.id && isStop(at)) : -1;
    let at = here >= 0 ? here + direction : direction > 0 ? 0 : boxes.length - 1;
    while (at >= 0 && at < boxes.length && !isStop(at)) at += direction;
    const id = boxes[at]?.id;
    if (id !== undefined) return { page, id };
  }
  return null;
}

/** All boxes of a page, those too that are still to come. */
function allOn(view: ResultView, page: number): readonly Box[] {
  const { hits, work } = gathered(view, page);
  while (!hits.isComplete) work.next();
  return hits.boxes;
}

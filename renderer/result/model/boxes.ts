import { cornersOf, hasCornersAt } from './look-up.ts';
import { type Corners, LAYERS, type Layer, type Place, type ResultField, type ResultView } from './view.ts';
import { fieldByField } from './walk.ts';

/** A box to draw. A handwritten line has two: one among the lines, one among the handwriting, with the same id. */
export interface Box {
  readonly id: string;
  readonly layer: Layer;
  readonly corners: Corners;
}

/** From the largest to the smallest, so that what lies inside is drawn later and hit first. */
const ORDER: readonly Layer[] = ['tables', 'cells', 'lines', 'handwriting', 'words', 'marks', 'fields'];

type Scattered = Record<'tables' | 'cells' | 'fields', Box[]>;

/** Boxes of fields, pairs, tables and cells by page; lines, words and marks lie by page in the view already. */
interface Scattering {
  readonly byPage: Map<number, Scattered>;
  readonly work: Generator<void>;
  done: boolean;
}

const scatterings = new WeakMap<ResultView, Scattering>();

function scatteringOf(view: ResultView): Scattering {
  const known = scatterings.get(view);
  if (known) return known;
  const byPage = new Map<number, Scattered>();
  const made = { byPage, work: scatter(view, byPage), done: false };
  scatterings.set(view, made);
  return made;
}

/** About a millisecond's work. */
const PART = 1000;

function* scatter(view: ResultView, byPage: Map<number, Scattered>): Generator<void> {
  let count = 0;
  const put = (layer: keyof Scattered, id: string, place: Place | null): boolean => {
    count += 1;
    if (place?.corners) {
      const there = byPage.get(place.page) ?? { tables: [], cells: [], fields: [] };
      byPage.set(place.page, there);
      there[layer].push({ id, layer, corners: place.corners });
    }
    return count % PART === 0;
  };
  for (const [table, { place, cells }] of view.tables.entries()) {
    if (put('tables', `t/${table}`, place)) yield;
    for (const [cell, { place: cellPlace }] of cells.entries())
      if (put('cells', `t/${table}/${cell}`, cellPlace)) yield;
  }
  for (const { fields } of view.documents)
    for (const { id, place } of fieldByField(fields)) if (put('fields', id, place)) yield;
  for (const [pair, { keyPlace, valuePlace }] of view.pairs.entries()) {
    if (put('fields', `p/${pair}`, keyPlace)) yield;
    if (put('fields', `p/${pair}`, valuePlace)) yield;
  }
}

/**
 * All boxes on a page, part by part, those that lie inside of others later. A part is about a millisecond's work and may be
 * empty.
 */
export function* boxesInParts(view: ResultView, page: number): Generator<readonly Box[]> {
  const there = view.pages[page];
  if (!there) return;
  const scattering = scatteringOf(view);
  while (!scattering.done) {
    if (scattering.work.next().done) scattering.done = true;
    else yield [];
  }
  const scattered = scattering.byPage.get(page) ?? { tables: [], cells: [], fields: [] };
  const { lines, words, marks } = view;
  for (const layer of ORDER) {
    if (layer === 'tables' || layer === 'cells' || layer === 'fields') yield* inParts(scattered[layer]);
    else if (layer === 'lines') yield* made(there.lines, (line) => boxIn(layer, lines.corners, line));
    else if (layer === 'handwriting')
      yield* made(there.lines, (line) => (lines.handwritten[line] === 1 ? boxIn(layer, lines.corners, line) : null));
    else if (layer === 'words') yield* made(there.words, (word) => boxIn(layer, words.corners, word));
    else
      yield* made(there.marks, (mark) => {
        const corners = marks[mark]?.place.corners;
        return corners ? { id: `m/${mark}`, layer, corners } : null;
      });
  }
}

/**
 * A box of a line or a word, read from the columns when it is asked for: an answer has hundreds of thousands of them, and a
 * copy of each would be collected for longer than a frame lasts.
 */
class ColumnBox implements Box {
  readonly layer: Layer;
  readonly #columns: Float32Array;
  readonly #index: number;

  constructor(layer: Layer, columns: Float32Array, index: number) {
    this.layer = layer;
    this.#columns = columns;
    this.#index = index;
  }

  get id(): string {
    return `${this.layer === 'words' ? 'w' : 'l'}/${this.#index}`;
  }

  get corners(): Corners {
    return cornersOf(this.#columns, this.#index);
  }
}

const boxIn = (layer: Layer, columns: Float32Array, index: number): Box | null =>
  hasCornersAt(columns, index) ? new ColumnBox(layer, columns, index) : null;

function* inParts(boxes: readonly Box[]): Generator<readonly Box[]> {
  for (let from = 0; from < boxes.length; from += PART) yield boxes.slice(from, from + PART);
}

function* made(
  [from, to]: readonly [from: number, to: number],
  make: (index: number) => Box | null,
): Generator<readonly Box[]> {
  for (let start = from; start < to; start += PART) {
    const boxes: Box[] = [];
    for (let index = start; index < Math.min(to, start + PART); index += 1) {
      const box = make(index);
      if (box) boxes.push(box);
    }
    yield boxes;
  }
}

/** The same at once; pages of tens of thousands of boxes hold the thread. */
export const boxesOn = (view: ResultView, page: number): readonly Box[] => [...boxesInParts(view, page)].flat();

const someField = (fields: readonly ResultField[], is: (field: ResultField) => boolean): boolean => {
  for (const field of fieldByField(fields)) if (is(field)) return true;
  return false;
};

const hasBox = ({ place }: { readonly place: Place | null }): boolean => Boolean(place?.corners);

/** The layers that an answer has boxes for, and those worth showing first. */
export function layersOf(view: ResultView): { readonly there: readonly Layer[]; readonly first: readonly Layer[] } {
  const has: Readonly<Record<Layer, boolean>> = {
    fields:
      view.documents.some(({ fields }) => someField(fields, hasBox)) ||
      view.pairs.some(({ keyPlace, valuePlace }) => keyPlace.corners || valuePlace.corners),
    tables: view.tables.some(hasBox),
    cells: view.tables.some(({ cells }) => cells.some(hasBox)),
    marks: view.marks.some(hasBox),
    lines: view.lines.corners.some((value) => !Number.isNaN(value)),
    words: view.words.corners.some((value) => !Number.isNaN(value)),
    handwriting: view.lines.handwritten.some((value) => value === 1),
  };
  const there = LAYERS.filter((layer) => has[layer]);
  const telling = there.filter((layer) => layer === 'fields' || layer === 'marks');
  const more = there.includes('fields') ? [] : there.filter((layer) => layer === 'tables' || layer === 'cells');
  const first = [...telling, ...more];
  return { there, first: first.length > 0 ? first : there.slice(0, 1) };
}

/**
 * By how many degrees a rendered page has to be turned to lie as the service saw it: none, unless one is upright and the
 * other is not. Then the service's angle says which way.
 */
export function quarterTurn(
  page: { readonly width: number; readonly height: number; readonly angle: number },
  width: number,
  height: number,
): number {
  const upright = page.height >= page.width;
  if (upright === height >= width || page.height === page.width) return 0;
  return page.angle < 0 ? 270 : 90;
}

import { cornersAt } from './look-up.ts';
import { type Corners, LAYERS, type Layer, type Place, type ResultView } from './view.ts';
import { everyField } from './walk.ts';

/** A box to draw. A handwritten line has two: one among the lines, one among the handwriting, with the same id. */
export interface Box {
  readonly id: string;
  readonly layer: Layer;
  readonly corners: Corners;
}

/** From the largest to the smallest, so that what lies inside is drawn later and hit first. */
const ORDER: readonly Layer[] = ['tables', 'cells', 'lines', 'handwriting', 'words', 'marks', 'fields'];

/** Boxes of fields, pairs, tables and cells by page; lines, words and marks lie by page in the view already. */
const scattered = new WeakMap<ResultView, ReadonlyMap<number, readonly Box[]>>();

function scatteredOn(view: ResultView, page: number): readonly Box[] {
  let byPage = scattered.get(view);
  if (!byPage) {
    byPage = scatter(view);
    scattered.set(view, byPage);
  }
  return byPage.get(page) ?? [];
}

function scatter(view: ResultView): ReadonlyMap<number, readonly Box[]> {
  const byPage = new Map<number, Box[]>();
  const put = (layer: Layer, id: string, place: Place | null): void => {
    if (!place?.corners) return;
    const boxes = byPage.get(place.page);
    const box = { id, layer, corners: place.corners };
    if (boxes) boxes.push(box);
    else byPage.set(place.page, [box]);
  };
  for (const [table, { place, cells }] of view.tables.entries()) {
    put('tables', `t/${table}`, place);
    for (const [cell, { place: cellPlace }] of cells.entries()) put('cells', `t/${table}/${cell}`, cellPlace);
  }
  for (const { fields } of view.documents) for (const { id, place } of everyField(fields)) put('fields', id, place);
  for (const [pair, { keyPlace, valuePlace }] of view.pairs.entries()) {
    put('fields', `p/${pair}`, keyPlace);
    put('fields', `p/${pair}`, valuePlace);
  }
  return byPage;
}

/** All boxes on a page, those that lie inside of others later. */
export function boxesOn(view: ResultView, page: number): readonly Box[] {
  const there = view.pages[page];
  if (!there) return [];
  const found: Record<Layer, Box[]> = {
    fields: [],
    tables: [],
    cells: [],
    marks: [],
    lines: [],
    words: [],
    handwriting: [],
  };
  for (const box of scatteredOn(view, page)) found[box.layer].push(box);
  for (let line = there.lines[0]; line < there.lines[1]; line += 1) {
    const corners = cornersAt(view.lines.corners, line);
    if (!corners) continue;
    found.lines.push({ id: `l/${line}`, layer: 'lines', corners });
    if (view.lines.handwritten[line] === 1) found.handwriting.push({ id: `l/${line}`, layer: 'handwriting', corners });
  }
  for (let word = there.words[0]; word < there.words[1]; word += 1) {
    const corners = cornersAt(view.words.corners, word);
    if (corners) found.words.push({ id: `w/${word}`, layer: 'words', corners });
  }
  for (let mark = there.marks[0]; mark < there.marks[1]; mark += 1) {
    const corners = view.marks[mark]?.place.corners;
    if (corners) found.marks.push({ id: `m/${mark}`, layer: 'marks', corners });
  }
  return ORDER.flatMap((layer) => found[layer]);
}

const hasBox = ({ place }: { readonly place: Place | null }): boolean => Boolean(place?.corners);

/** The layers that an answer has boxes for, and those worth showing first. */
export function layersOf(view: ResultView): { readonly there: readonly Layer[]; readonly first: readonly Layer[] } {
  const has: Readonly<Record<Layer, boolean>> = {
    fields:
      view.documents.some(({ fields }) => everyField(fields).some(hasBox)) ||
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

import type { Corners, Layer, Place, ResultField, ResultView } from './view.ts';

/** What an id stands for. Ids are described in `view.ts`. */
export type Thing =
  | { readonly kind: 'field'; readonly field: ResultField }
  | { readonly kind: 'table'; readonly table: number }
  | { readonly kind: 'cell'; readonly table: number; readonly cell: number }
  | { readonly kind: 'mark' | 'line' | 'word' | 'pair'; readonly index: number };

/** The field with this id, or null; goes the way that the id tells, since an answer can have hundreds of thousands. */
export function fieldOf(view: ResultView, id: string): ResultField | null {
  const steps = id.split('/');
  let inside = view.documents[Number(steps[1])]?.fields ?? [];
  for (;;) {
    const on = inside.find((field) => id === field.id || id.startsWith(`${field.id}/`));
    if (!on || on.id === id) return on ?? null;
    const rest = id.slice(on.id.length + 1).split('/');
    const item = on.children[Number(rest[0])];
    // An item of a list is found by its number, whatever the length of the list.
    inside = item && id.startsWith(item.id) && (id === item.id || id[item.id.length] === '/') ? [item] : on.children;
  }
}

/** What an id stands for in this view; null where there is nothing of that id. */
export function thingOf(view: ResultView, id: string): Thing | null {
  if (id.startsWith('f/')) {
    const field = fieldOf(view, id);
    return field && { kind: 'field', field };
  }
  const [, kind, first, second] = /^([tmlwp])\/(\d+)(?:\/(\d+))?$/.exec(id) ?? [];
  const index = Number(first);
  if (kind === 't') {
    const table = view.tables[index];
    if (!table) return null;
    if (second === undefined) return { kind: 'table', table: index };
    return Number(second) < table.cells.length ? { kind: 'cell', table: index, cell: Number(second) } : null;
  }
  if (second !== undefined) return null;
  if (kind === 'm') return index < view.marks.length ? { kind: 'mark', index } : null;
  if (kind === 'l') return index < view.lines.count ? { kind: 'line', index } : null;
  if (kind === 'w') return index < view.words.count ? { kind: 'word', index } : null;
  if (kind === 'p') return index < view.pairs.length ? { kind: 'pair', index } : null;
  return null;
}

/** The corners of entry `index` of lines or words; null where it has no box. */
export const cornersAt = (columns: Float32Array, index: number): Corners | null =>
  hasCornersAt(columns, index) ? cornersOf(columns, index) : null;

export const hasCornersAt = (columns: Float32Array, index: number): boolean =>
  !Number.isNaN(columns[index * 8] ?? Number.NaN);

/** The eight numbers of an entry that has a box. */
export function cornersOf(columns: Float32Array, index: number): Corners {
  const corner = (offset: number): number => columns[index * 8 + offset] ?? Number.NaN;
  return [corner(0), corner(1), corner(2), corner(3), corner(4), corner(5), corner(6), corner(7)];
}

/** Where it stands; null where the answer does not say, or has nothing of that id. */
export function placeOf(view: ResultView, id: string): Place | null {
  const thing = thingOf(view, id);
  switch (thing?.kind) {
    case undefined:
      return null;
    case 'field':
      return thing.field.place;
    case 'table':
      return view.tables[thing.table]?.place ?? null;
    case 'cell':
      return view.tables[thing.table]?.cells[thing.cell]?.place ?? null;
    case 'mark':
      return view.marks[thing.index]?.place ?? null;
    case 'line':
      return { page: view.lines.page[thing.index] ?? 0, corners: cornersAt(view.lines.corners, thing.index) };
    case 'word': {
      const line = view.words.line[thing.index] ?? 0;
      return { page: view.lines.page[line] ?? 0, corners: cornersAt(view.words.corners, thing.index) };
    }
    case 'pair':
      return view.pairs[thing.index]?.valuePlace ?? null;
  }
}

/** What stands there: a text, a value where there is no text, the state of a mark. Empty for tables and unknown ids. */
export function textOf(view: ResultView, id: string): string {
  const thing = thingOf(view, id);
  switch (thing?.kind) {
    case undefined:
    case 'table':
      return '';
    case 'field':
      return thing.field.text ?? (thing.field.value === null ? '' : String(thing.field.value));
    case 'cell':
      return view.tables[thing.table]?.cells[thing.cell]?.text ?? '';
    case 'mark':
      return view.marks[thing.index]?.state ?? '';
    case 'line':
      return view.lines.text[thing.index] ?? '';
    case 'word':
      return view.words.text[thing.index] ?? '';
    case 'pair':
      return view.pairs[thing.index]?.value ?? '';
  }
}

/** How sure the service is of it, from 0 to 1; null where it does not say (lines and tables have none). */
export function confidenceOf(view: ResultView, id: string): number | null {
  const thing = thingOf(view, id);
  switch (thing?.kind) {
    case undefined:
    case 'table':
    case 'line':
      return null;
    case 'field':
      return thing.field.confidence;
    case 'cell':
      return view.tables[thing.table]?.cells[thing.cell]?.confidence ?? null;
    case 'mark':
      return view.marks[thing.index]?.confidence ?? null;
    case 'word': {
      const confidence = view.words.confidence[thing.index] ?? Number.NaN;
      return Number.isNaN(confidence) ? null : confidence;
    }
    case 'pair':
      return view.pairs[thing.index]?.confidence ?? null;
  }
}

const LAYER: Readonly<Record<Thing['kind'], Layer>> = {
  field: 'fields',
  pair: 'fields',
  table: 'tables',
  cell: 'cells',
  mark: 'marks',
  line: 'lines',
  word: 'words',
};

/** The layer whose switch shows it; handwritten lines are in `lines`, and in a layer of their own besides. */
export function layerOf(view: ResultView, id: string): Layer | null {
  const thing = thingOf(view, id);
  return thing && LAYER[thing.kind];
}

/** The id and the ids of what it lies in, from the inside out: a word's line, a cell's table, an item's list. */
export function kin(view: ResultView, id: string): readonly string[] {
  const thing = thingOf(view, id);
  if (thing?.kind === 'word') return [id, `l/${view.words.line[thing.index] ?? 0}`];
  if (thing?.kind === 'cell') return [id, `t/${thing.table}`];
  if (thing?.kind !== 'field') return thing ? [id] : [];
  const steps = id.split('/');
  return steps.slice(2).map((_step, at) => steps.slice(0, steps.length - at).join('/'));
}

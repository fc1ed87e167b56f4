import type { ResultCell, ResultField, ResultMark, ResultPair, ResultTable, ResultView } from '../model/view.ts';

/** A field on its way: without what is in it, and where it belongs: into field `parent` of those before, or a document. */
interface FieldOnItsWay {
  readonly field: ResultField;
  /** Number of the field that it is in, in the order they come; -1 - N for document N. */
  readonly parent: number;
}

/** A part of a view, so small that a thread takes it in within a few milliseconds. */
export type Slice =
  | { readonly of: 'lines'; readonly text: readonly string[] }
  | { readonly of: 'words'; readonly text: readonly string[] }
  | { readonly of: 'marks'; readonly marks: readonly ResultMark[] }
  | { readonly of: 'pairs'; readonly pairs: readonly ResultPair[] }
  | { readonly of: 'cells'; readonly table: number; readonly cells: readonly ResultCell[] }
  | { readonly of: 'tables'; readonly tables: readonly ResultTable[] }
  | { readonly of: 'fields'; readonly fields: readonly FieldOnItsWay[] };

/** Texts, and things of several members, in one slice. */
const MOST_TEXTS = 5000;
const MOST_THINGS = 700;

function* parts<T>(all: readonly T[], most: number): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += most) yield all.slice(from, from + most);
}

/** A view without what can be long: everything that crosses between threads at once. */
export const headOf = (view: ResultView): ResultView => ({
  ...view,
  lines: { ...view.lines, text: [] },
  words: { ...view.words, text: [] },
  marks: [],
  pairs: [],
  tables: [],
  documents: view.documents.map((document) => ({ ...document, fields: [] })),
});

/** What {@link headOf} left out, part by part. */
export function* slicesOf(view: ResultView): Generator<Slice> {
  for (const tables of parts(view.tables, MOST_THINGS))
    yield { of: 'tables', tables: tables.map((table) => ({ ...table, cells: [] })) };
  for (const [table, { cells }] of view.tables.entries())
    for (const some of parts(cells, MOST_THINGS)) yield { of: 'cells', table, cells: some };
  for (const fields of parts([...fieldsOnTheirWay(view)], MOST_THINGS)) yield { of: 'fields', fields };
  for (const marks of parts(view.marks, MOST_THINGS)) yield { of: 'marks', marks };
  for (const pairs of parts(view.pairs, MOST_THINGS)) yield { of: 'pairs', pairs };
  for (const text of parts(view.lines.text, MOST_TEXTS)) yield { of: 'lines', text };
  for (const text of parts(view.words.text, MOST_TEXTS)) yield { of: 'words', text };
}

function* fieldsOnTheirWay({ documents }: ResultView): Generator<FieldOnItsWay> {
  let count = 0;
  function* visit(fields: readonly ResultField[], parent: number): Generator<FieldOnItsWay> {
    for (const field of fields) {
      const own = count;
      count += 1;
      yield { field: { ...field, children: [] }, parent };
      if (field.children.length > 0) yield* visit(field.children, own);
    }
  }
  for (const [at, { fields }] of documents.entries()) yield* visit(fields, -1 - at);
}

/** Puts slices back into the head that they belong to, which is the view once all have come. */
export function assembling(head: ResultView): { readonly view: ResultView; readonly take: (slice: Slice) => void } {
  const fields: ResultField[] = [];
  const add = <T>(to: readonly T[] | undefined, more: readonly T[]): void => {
    // Nobody else has the view yet.
    for (const one of more) (to as T[] | undefined)?.push(one);
  };
  return {
    view: head,
    take(slice) {
      if (slice.of === 'lines') add(head.lines.text, slice.text);
      else if (slice.of === 'words') add(head.words.text, slice.text);
      else if (slice.of === 'marks') add(head.marks, slice.marks);
      else if (slice.of === 'pairs') add(head.pairs, slice.pairs);
      else if (slice.of === 'tables') add(head.tables, slice.tables);
      else if (slice.of === 'cells') add(head.tables[slice.table]?.cells, slice.cells);
      else
        for (const { field, parent } of slice.fields) {
          fields.push(field);
          add(parent < 0 ? head.documents[-1 - parent]?.fields : fields[parent]?.children, [field]);
        }
    },
  };
}

import { stepsOf, valueAt } from './json-tree.ts';

const step = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');

const listAt = (value: unknown, name: string): readonly unknown[] => {
  const found = memberOf(value, name);
  return Array.isArray(found) ? found : [];
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** Lines, words and marks before each page, and lines' words: what ids count over the whole answer. */
interface Counts {
  readonly lines: readonly number[];
  readonly marks: readonly number[];
  readonly tables: readonly number[];
  readonly pairs: readonly number[];
  /** Words before each line of each page. */
  readonly words: readonly (readonly number[])[];
}

const kept = new WeakMap<object, Counts>();

function countsOf(result: unknown): Counts {
  const key = typeof result === 'object' && result !== null ? result : {};
  const known = kept.get(key);
  if (known) return known;
  let [lines, marks, tables, pairs, words] = [0, 0, 0, 0, 0];
  const grow = {
    lines: [] as number[],
    marks: [] as number[],
    tables: [] as number[],
    pairs: [] as number[],
    words: [] as number[][],
  };
  for (const page of listAt(result, 'readResults')) {
    grow.lines.push(lines);
    grow.marks.push(marks);
    grow.words.push(
      listAt(page, 'lines').map((line) => {
        const before = words;
        words += listAt(line, 'words').length;
        return before;
      }),
    );
    lines += listAt(page, 'lines').length;
    marks += listAt(page, 'selectionMarks').length;
  }
  for (const page of listAt(result, 'pageResults')) {
    grow.tables.push(tables);
    grow.pairs.push(pairs);
    tables += listAt(page, 'tables').length;
    pairs += listAt(page, 'keyValuePairs').length;
  }
  kept.set(key, grow);
  return grow;
}

/**
 * The id (see `view.ts`) of what the node at this address says, or of what it lies in: a word's `boundingBox` gives the
 * word. A reference such as `#/readResults/0/lines/3/words/1` gives what it points at. Null where no box can be shown.
 */
export function idAtAddress(root: unknown, address: string): string | null {
  const value = valueAt(root, address);
  const wrapped = memberOf(root, 'analyzeResult') !== undefined;
  const result = wrapped ? memberOf(root, 'analyzeResult') : root;
  if (typeof value === 'string' && value.startsWith('#/')) {
    const { steps } = stepsOf(value.slice(1));
    const inside = idOf(result, steps[0] === 'analyzeResult' ? steps.slice(1) : steps);
    if (inside !== null) return inside;
  }
  const { steps } = stepsOf(address);
  if (wrapped && steps[0] !== 'analyzeResult') return null;
  return idOf(result, wrapped ? steps.slice(1) : steps);
}

function idOf(result: unknown, steps: readonly string[]): string | null {
  const [list, first = '', kind, second = '', inner, third = ''] = steps;
  const page = Number(first);
  const at = Number(second);
  const counts = countsOf(result);
  if (list === 'readResults' && kind === 'lines' && second !== '') {
    const line = (counts.lines[page] ?? 0) + at;
    return inner === 'words' && third !== '' ? `w/${(counts.words[page]?.[at] ?? 0) + Number(third)}` : `l/${line}`;
  }
  if (list === 'readResults' && kind === 'selectionMarks' && second !== '')
    return `m/${(counts.marks[page] ?? 0) + at}`;
  if (list === 'pageResults' && kind === 'tables' && second !== '') {
    const table = (counts.tables[page] ?? 0) + at;
    if (inner !== 'cells' || third === '') return `t/${table}`;
    return `t/${table}/${cellRank(listAt(listAt(listAt(result, 'pageResults')[page], 'tables')[at], 'cells'), Number(third))}`;
  }
  if (list === 'pageResults' && kind === 'keyValuePairs' && second !== '') return `p/${(counts.pairs[page] ?? 0) + at}`;
  if (list === 'documentResults' && kind === 'fields' && steps.length > 3) return fieldId(first, steps.slice(3));
  return null;
}

/** Cells count by row, then column. */
function cellRank(cells: readonly unknown[], index: number): number {
  const place = (cell: unknown, name: string): number => Number(memberOf(cell, name) ?? 0);
  const order = cells
    .map((cell, at) => ({ at, row: place(cell, 'rowIndex'), column: place(cell, 'columnIndex') }))
    .toSorted((a, b) => a.row - b.row || a.column - b.column);
  return Math.max(
    0,
    order.findIndex(({ at }) => at === index),
  );
}

/** Steps after `fields`: a name, then `valueArray` and an index, or `valueObject` and a name, as deep as it goes. */
function fieldId(document: string, steps: readonly string[]): string {
  let id = `f/${document}/${step(steps[0] ?? '')}`;
  for (let at = 1; at + 1 < steps.length; at += 2) {
    if (steps[at] !== 'valueArray' && steps[at] !== 'valueObject') break;
    id += `/${step(steps[at + 1] ?? '')}`;
  }
  return id;
}

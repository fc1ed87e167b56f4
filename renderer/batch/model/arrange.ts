import type { BatchItem, TableRow } from '#shared/domain/batch.ts';
import { type Column, cellNumber, cellText, fieldOf } from './columns.ts';

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

/** What of the table is shown, and in which order. */
export interface Arrangement {
  readonly sorting: Sorting;
  /** By column key, as typed. */
  readonly filters: Readonly<Record<string, string>>;
  /** Null: all. */
  readonly state: BatchItem['state'] | null;
  /** Only documents with a field that is less sure than this; null: all. */
  readonly confidenceUnder: number | null;
  readonly hidden: readonly string[];
}

export const AS_THEY_ARE: Arrangement = {
  sorting: { key: 'document', descending: false },
  filters: {},
  state: null,
  confidenceUnder: null,
  hidden: [],
};

/** The columns that are not hidden; the document always is there. */
export const shownColumns = (columns: readonly Column[], { hidden }: Arrangement): readonly Column[] =>
  columns.filter(({ key }) => key === 'document' || !hidden.includes(key));

/**
 * The rows that pass all filters, sorted. Sorting is stable; cells without anything come last in both directions; numbers and
 * the service's dates by what they mean, texts as a person would order them (`2` before `10`).
 */
export function arrange(rows: readonly TableRow[], columns: readonly Column[], how: Arrangement): readonly TableRow[] {
  const passes = filterOf(shownColumns(columns, how), how);
  const kept = rows.filter(passes);
  const column = columns.find(({ key }) => key === how.sorting.key);
  return column ? sorted(kept, column, how.sorting.descending) : kept;
}

function filterOf(columns: readonly Column[], how: Arrangement): (row: TableRow) => boolean {
  const tests = columns.flatMap((column) => {
    const typed = (how.filters[column.key] ?? '').trim();
    return typed === '' ? [] : [testOf(column, typed)];
  });
  const { state, confidenceUnder } = how;
  if (state !== null) tests.push((row) => row.item.state === state);
  if (confidenceUnder !== null) tests.push((row) => columns.some((column) => isDoubtful(row, column, confidenceUnder)));
  return (row) => tests.every((test) => test(row));
}

/** Whether a field was read with less confidence than `under`; one without a confidence is not said to be doubtful. */
export function isDoubtful(row: TableRow, column: Column, under: number): boolean {
  const confidence = fieldOf(row, column)?.confidence ?? null;
  return confidence !== null && confidence < under;
}

const COMPARISON = /^(?<sign><=|>=|<|>|=)\s*(?<number>-?\d+(?:\.\d+)?)$/;

/** `>100`, `<=5`, `=3` compare numbers; `-` finds cells without anything; all else is looked for in the text. */
function testOf(column: Column, typed: string): (row: TableRow) => boolean {
  if (typed === '-') return (row) => cellText(row, column) === null;
  const groups = COMPARISON.exec(typed)?.groups;
  if (groups) {
    const limit = Number(groups['number']);
    return (row) => {
      const number = cellNumber(row, column);
      return number !== null && compared(number, groups['sign'] ?? '=', limit);
    };
  }
  const wanted = typed.toLowerCase();
  return (row) => cellText(row, column)?.toLowerCase().includes(wanted) ?? false;
}

function compared(number: number, sign: string, limit: number): boolean {
  if (sign === '<') return number < limit;
  if (sign === '<=') return number <= limit;
  if (sign === '>') return number > limit;
  return sign === '>=' ? number >= limit : number === limit;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function sorted(rows: readonly TableRow[], column: Column, descending: boolean): readonly TableRow[] {
  const keyed = rows.map((row) => ({ row, number: cellNumber(row, column), text: sortText(row, column) }));
  const turn = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.text === null || b.text === null) return a.text === b.text ? 0 : a.text === null ? 1 : -1;
    if (a.number !== null && b.number !== null) return (a.number - b.number) * turn;
    if (a.number !== null || b.number !== null) return a.number !== null ? -1 : 1;
    return collator.compare(a.text, b.text) * turn;
  });
  return keyed.map(({ row }) => row);
}

/** A date sorts as the service writes it; all else as it is shown. */
function sortText(row: TableRow, column: Column): string | null {
  const field = fieldOf(row, column);
  return field?.type === 'date' && typeof field.value === 'string' ? field.value : cellText(row, column);
}

import type { BatchCounts, BatchItem, TableRow } from '#shared/domain/batch.ts';
import { type DocumentEvent, itemOf, unsurePages } from './manifest-lines.ts';
import { EMPTY_ROW, type RowContent } from './rules/table.ts';

/** So many documents a read of the table answers at most: enough to be quick, few enough to stay within a blink. */
export const DOCUMENTS_A_READ = 500;

interface Entry {
  readonly line: DocumentEvent;
  readonly item: BatchItem;
  readonly rows: readonly RowContent[];
  readonly seq: number;
}

export interface BatchState {
  readonly line: (id: string) => DocumentEvent | null;
  readonly item: (id: string) => BatchItem | null;
  readonly lines: () => readonly DocumentEvent[];
  /** What the manifest says now. Without rows those it has stay. */
  readonly set: (line: DocumentEvent, rows?: readonly RowContent[]) => void;
  /** The rows of what is still this line's answer; of one that has its rows already nothing changes. */
  readonly fill: (line: DocumentEvent, rows: readonly RowContent[]) => void;
  /** What the manifest says of a document that is being sent meanwhile. */
  readonly note: (line: DocumentEvent) => void;
  /** It is being sent, for the `attempts`th time. */
  readonly running: (id: string, attempts: number) => void;
  /** It is not being sent any more, and is what the manifest says. */
  readonly back: (id: string) => void;
  readonly counts: () => BatchCounts;
  /** Rows of documents that changed after `after`, oldest change first. */
  readonly after: (after: number) => { readonly rows: TableRow[]; readonly upTo: number; readonly more: boolean };
}

/** What is known of a batch's documents, in memory. `next` gives rising numbers, never one twice. */
export function createState(next: () => number): BatchState {
  const entries = new Map<string, Entry>();
  const counts = { waiting: 0, running: 0, done: 0, failed: 0 };
  let pages = 0;
  let unsure = 0;
  let unsureSum = 0;

  /** Counts an entry, or takes it out of the counts again. */
  function count({ line, item }: Entry, by: 1 | -1): void {
    counts[item.state] += by;
    pages += by * (item.pages ?? 0);
    const twice = item.state === 'waiting' ? unsurePages(line) : null;
    if (twice === null) return;
    unsure += by;
    unsureSum += by * twice;
  }

  function put(line: DocumentEvent, item: BatchItem, rows: readonly RowContent[]): void {
    const before = entries.get(line.id);
    if (before) count(before, -1);
    const entry = { line, item, rows, seq: next() };
    count(entry, 1);
    entries.set(line.id, entry);
  }
  const rowsFor = (line: DocumentEvent, rows: readonly RowContent[] | undefined): readonly RowContent[] =>
    line.event === 'done' && rows && rows.length > 0 ? rows : [EMPTY_ROW];

  return {
    line: (id) => entries.get(id)?.line ?? null,
    item: (id) => entries.get(id)?.item ?? null,
    lines: () => [...entries.values()].map(({ line }) => line),
    set: (line, rows) => put(line, itemOf(line), rowsFor(line, rows ?? entries.get(line.id)?.rows)),
    fill(line, rows) {
      const entry = entries.get(line.id);
      if (entry?.line === line && entry.rows[0] === EMPTY_ROW) put(line, entry.item, rowsFor(line, rows));
    },
    note(line) {
      const entry = entries.get(line.id);
      if (entry) put(line, entry.item, entry.rows);
    },
    running(id, attempts) {
      const entry = entries.get(id);
      if (entry) put(entry.line, { ...entry.item, state: 'running', attempts }, entry.rows);
    },
    back(id) {
      const entry = entries.get(id);
      if (entry) put(entry.line, { ...itemOf(entry.line), attempts: entry.item.attempts }, entry.rows);
    },
    counts: () => ({ ...counts, total: entries.size, pages, unsure, unsurePages: unsureSum }),
    after(after) {
      const changed = [...entries.values()].filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq);
      const part = changed.slice(0, DOCUMENTS_A_READ);
      return {
        rows: part.flatMap(({ item, rows }) => rows.map((row) => ({ ...row, item }))),
        upTo: part.at(-1)?.seq ?? after,
        more: part.length < changed.length,
      };
    },
  };
}

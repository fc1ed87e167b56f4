import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { RowLists, TableRow } from '#shared/domain/batch.ts';
import { parseJson } from '../files/parse-json.ts';
import type { AnswerRows, RowContent } from './rules/table.ts';

/** Rows of the table and, apart because they are asked for by document, the lists. Both may be thrown away any time. */
const ROWS = 'table.jsonl';
const LISTS = 'lists.jsonl';

/** The rows of the answer with the manifest's line `at`; `lists`: offset and length of its lists in the other file. */
const CachedRows = z.object({
  id: z.string(),
  at: z.string(),
  rows: z.array(TableRow.omit({ item: true })),
  lists: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
type CachedRows = z.infer<typeof CachedRows>;

const CachedLists = z.object({ id: z.string(), at: z.string(), lists: z.array(RowLists.omit({ itemId: true })) });

export interface RowCache {
  /** The rows kept of the answer that came `at`; null where there are none. */
  readonly rows: (id: string, at: string) => readonly RowContent[] | null;
  readonly lists: (id: string, at: string) => Promise<AnswerRows['lists'] | null>;
  /** Keeps the rows of an answer. A cache that cannot be written costs time and nothing else. */
  readonly add: (id: string, at: string, answer: AnswerRows) => Promise<void>;
}

/** Opens the rows kept beside a manifest, so that opening a batch does not read each answer again. */
export async function openRowCache(resultsFolder: string): Promise<RowCache> {
  const [rowsPath, listsPath] = [join(resultsFolder, ROWS), join(resultsFolder, LISTS)];
  const kept = await readRows(rowsPath);
  let adding: Promise<void> = Promise.resolve();

  async function write(id: string, at: string, { rows, lists }: AnswerRows): Promise<void> {
    const text = Buffer.from(`${JSON.stringify({ id, at, lists })}\n`);
    const offset = await append(listsPath, text);
    const entry: CachedRows = { id, at, rows: rows.map((row) => ({ ...row })), lists: [offset, text.length] };
    kept.set(id, entry);
    await append(rowsPath, Buffer.from(`${JSON.stringify(entry)}\n`));
  }

  return {
    rows: (id, at) => {
      const entry = kept.get(id);
      return entry?.at === at ? entry.rows : null;
    },
    async lists(id, at) {
      const entry = kept.get(id);
      if (entry?.at !== at) return null;
      const text = await readAt(listsPath, entry.lists);
      const parsed = CachedLists.safeParse(parseJson(text));
      return parsed.success && parsed.data.id === id && parsed.data.at === at ? parsed.data.lists : null;
    },
    add(id, at, answer) {
      // One after the other: where the next line begins is known when the one before is written.
      adding = adding.then(() => write(id, at, answer)).catch(() => undefined);
      return adding;
    },
  };
}

/** Lines read before others get their turn. */
const AT_ONCE = 250;

async function readRows(path: string): Promise<Map<string, CachedRows>> {
  const kept = new Map<string, CachedRows>();
  const text = await readFile(path, 'utf8').catch(() => ''); // a cache that cannot be read costs time and nothing else
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    // A torn or foreign line is rows that are not kept.
    const { data } = CachedRows.safeParse(parseJson(line));
    if (data) kept.set(data.id, data);
  }
  return kept;
}

/** Adds to the end; where that was. A torn line before it is closed, so that only that one is lost. */
async function append(path: string, text: Buffer): Promise<number> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const torn = size > 0 && (await lastByte(file, size)) !== '\n'.charCodeAt(0);
    await file.appendFile(torn ? Buffer.concat([Buffer.from('\n'), text]) : text);
    return torn ? size + 1 : size;
  } finally {
    await file.close();
  }
}

async function lastByte(file: FileHandle, size: number): Promise<number | undefined> {
  const { buffer } = await file.read(new Uint8Array(1), 0, 1, size - 1);
  return buffer[0];
}

async function readAt(path: string, [offset, length]: CachedRows['lists']): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}

import { copyFile, open, readFile, rm, stat } from 'node:fs/promises';
import { exists } from '../files/set-aside.ts';
import { finalize, lockOf, type Value } from './database.ts';
import { TABLES, type Table } from './tables.ts';

export type SavedRow = readonly Value[];

/** What could be read of a history, table by table. */
export interface Salvaged {
  readonly rows: ReadonlyMap<string, readonly SavedRow[]>;
  /** Whether the end of the readings could not be read: there may have been more. */
  readonly endLost: boolean;
}

/** Reads that fail, in one table, before the rows between the bad places are given up. */
const MOST_FAILURES = 400;
/** More rows than this in a page there cannot be. */
const ROWS_OF_A_PAGE = 300;
const HEADER = { pageSize: 16, changes: 24, pages: 28, firstFree: 32, free: 36, validFor: 92 } as const;

/**
 * Reads all that SQLite can read of a database that may be damaged, with what was written ahead of it. The file itself is
 * left as it is: a copy of it is worked on, and removed. Where its first page cannot be read, that of a sound history takes
 * its place: `firstPages` are files with the same tables, the best one first.
 *
 * From each table rows are read from the front up to the first bad page, and from the end down to the last one; the span
 * between is halved again and again. Fails as the file system does.
 */
export async function salvage(path: string, firstPages: readonly string[]): Promise<Salvaged> {
  const work = `${path}.salvage`;
  const files = [work, `${work}-wal`, `${work}-journal`];
  const clear = () => Promise.all([...files, lockOf(work)].map((one) => rm(one, { recursive: true, force: true })));
  const refresh = async (): Promise<void> => {
    await clear();
    await copyFile(path, work);
    for (const suffix of ['-wal', '-journal'])
      if (await exists(path + suffix)) await copyFile(path + suffix, work + suffix);
  };
  try {
    await refresh();
    let best = await readAll(work);
    for (const page of best === null ? firstPages : []) {
      await refresh();
      await replaceFirstPage(work, page);
      best = await readAll(work);
      if (best !== null) break;
    }
    return best ?? { rows: new Map(), endLost: true };
  } finally {
    await clear();
  }
}

/** All rows of all tables; null where not even the list of tables can be read. */
async function readAll(path: string): Promise<Salvaged | null> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const pages = (await stat(path)).size / 4096;
  const database = new sqlite.Database(path);
  try {
    // Opened although the file is shorter than it says of itself.
    database.exec('PRAGMA writable_schema = ON; PRAGMA locking_mode = EXCLUSIVE;');
    const known = new Set(database.all("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => name));
    if (!TABLES.every(({ name }) => known.has(name))) return null;
    let endLost = false;
    const rows = new Map<string, readonly SavedRow[]>();
    for (const table of TABLES) {
      const saved = saveTable(table, pages * ROWS_OF_A_PAGE, (sql, values) => read(database, sql, values));
      rows.set(table.name, saved.rows);
      if (table.name === 'reading') endLost = saved.endLost;
    }
    return { rows, endLost };
  } catch (error) {
    if (error instanceof sqlite.SQLite3Error) return null;
    throw error;
  } finally {
    database.close();
  }

  function read(from: typeof database, sql: string, values: readonly number[]): Part {
    const rows: SavedRow[] = [];
    let broken = false;
    const statement = from.prepare(sql);
    try {
      for (const row of statement.iterate([...values])) rows.push(Object.values(row as object) as SavedRow);
    } catch (error) {
      if (!(error instanceof sqlite.SQLite3Error)) throw error;
      broken = true;
    }
    finalize(statement);
    return { rows, broken };
  }
}

/** What one pass could read; `broken`: a bad page ended it. */
interface Part {
  readonly rows: readonly SavedRow[];
  readonly broken: boolean;
}
/** The key of a row: whole numbers. */
type Key = readonly number[];

function saveTable(
  { name, columns, keys }: Table,
  most: number,
  read: (sql: string, values: Key) => Part,
): { readonly rows: readonly SavedRow[]; readonly endLost: boolean } {
  const key = columns.slice(0, keys);
  const marks = key.map(() => '?').join(', ');
  const ordered = (order: string): string => key.map((one) => `${one} ${order}`).join(', ');
  const between = (after: Key, before: Key, order: string): Part =>
    read(
      `SELECT ${columns.join(', ')} FROM "${name}" WHERE (${key.join(', ')}) > (${marks})
         AND (${key.join(', ')}) < (${marks}) ORDER BY ${ordered(order)}`,
      [...after, ...before],
    );
  const found = new Map<string, SavedRow>();
  /** Keeps what was read; the key of the last row. */
  const take = (rows: readonly SavedRow[]): Key | null => {
    for (const row of rows) found.set(row.slice(0, keys).join(' '), row);
    return rows.at(-1)?.slice(0, keys).map(Number) ?? null;
  };
  const end = key.map(() => Number.MAX_SAFE_INTEGER);
  let endLost = false;
  let failures = 0;
  // The widest first: between two bad pages far apart there is the most to save.
  const spans: { after: Key; before: Key }[] = [{ after: key.map(() => -1), before: end }];
  for (let span = spans.shift(); span && failures < MOST_FAILURES; span = spans.shift()) {
    const forward = between(span.after, span.before, 'ASC');
    const after = take(forward.rows) ?? span.after;
    if (!forward.broken) continue;
    const backward = between(after, span.before, 'DESC');
    let before = take(backward.rows) ?? span.before;
    failures += 2;
    if (!backward.broken) continue;
    if (before === end) {
      endLost = true;
      before = [(after[0] ?? 0) + most, ...end.slice(1)];
    }
    const middle = middleOf(after, before);
    if (middle === null) continue;
    spans.push({ after, before: middle }, { after: justBefore(middle), before });
  }
  return { rows: [...found.values()], endLost };
}

/** A key about halfway between two; null where there is none. */
function middleOf(after: Key, before: Key): Key | null {
  const at = after.findIndex((one, place) => one !== before[place]);
  const [low = 0, high = 0] = [after[at], before[at]];
  if (at < 0 || high - low < 2) return null;
  return [...after.slice(0, at), Math.floor((low + high) / 2), ...after.slice(at + 1).map(() => 0)];
}

const justBefore = (key: Key): Key => [...key.slice(0, -1), (key.at(-1) ?? 0) - 1];

/** Puts the first page of a sound history, which names the tables and where they begin, in the place of a file's own. */
async function replaceFirstPage(path: string, sound: string): Promise<void> {
  const page = await readFile(sound).then((bytes) => Buffer.from(bytes.subarray(0, pageSizeOf(bytes))));
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    if (page.length === 0 || size < page.length) return;
    page.writeUInt32BE(Math.floor(size / page.length), HEADER.pages);
    page.writeUInt32BE(page.readUInt32BE(HEADER.changes), HEADER.validFor);
    page.writeUInt32BE(0, HEADER.firstFree);
    page.writeUInt32BE(0, HEADER.free);
    await file.write(page, 0, page.length, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** In the header as 16 bits, where 1 means 65,536. */
function pageSizeOf(bytes: Buffer): number {
  if (bytes.length < 100) return 0;
  const size = bytes.readUInt16BE(HEADER.pageSize);
  return size === 1 ? 65_536 : size;
}

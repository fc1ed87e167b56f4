import { rm } from 'node:fs/promises';
import { dayNumberAt, dayOf } from '#shared/rules/days.ts';
import { type Database, lockOf, openDatabase, type Value } from './database.ts';
import { type Salvaged, type SavedRow, salvage } from './salvage.ts';
import { migrate } from './schema.ts';
import { TABLES, type Table } from './tables.ts';

/** Days between which readings are missing, `YYYY-MM-DD`; null: from the beginning, or to the end. */
export interface MissingDays {
  readonly from: string | null;
  readonly to: string | null;
}

/** What became of a damaged history. */
export interface Recovery {
  readonly readings: number;
  /** Of these, those that the damaged file did not give and the copy did. */
  readonly fromCopy: number;
  readonly missing: readonly MissingDays[];
}

/**
 * Makes a new history at `path`, under another name than the damaged one: of all that could be read of `damaged`, and of what
 * else the newest copy knows. Null, and no file, where there was nothing to save. What was derived is to be made again.
 */
export async function recover(damaged: string, copy: string | null, path: string): Promise<Recovery | null> {
  const template = `${path}.empty`;
  try {
    await makeEmpty(template);
    const saved = await salvage(damaged, copy === null ? [template] : [copy, template]);
    const copied = copy === null ? NOTHING : await salvage(copy, []);
    const same = isSameHistory(saved, copied);
    if (rowsOf(saved, 'reading').length === 0 && rowsOf(copied, 'reading').length === 0) return null;
    await makeEmpty(path);
    const { database } = await openDatabase(path);
    try {
      return database.transaction(() => fill(database, saved, same ? copied : NOTHING));
    } finally {
      database.close();
    }
  } finally {
    await removeDatabase(template);
  }
}

const NOTHING: Salvaged = { rows: new Map(), endLost: false };
const rowsOf = ({ rows }: Salvaged, table: string): readonly SavedRow[] => rows.get(table) ?? [];

async function makeEmpty(path: string): Promise<void> {
  await removeDatabase(path);
  const { database } = await openDatabase(path);
  try {
    migrate(database);
  } finally {
    database.close();
  }
}

const removeDatabase = (path: string): Promise<unknown> =>
  Promise.all(
    [path, `${path}-wal`, `${path}-journal`, lockOf(path)].map((one) => rm(one, { recursive: true, force: true })),
  );

/** Whether two files are of one history: readings with the same number are the same. */
function isSameHistory(saved: Salvaged, copied: Salvaged): boolean {
  const known = new Map(rowsOf(saved, 'reading').map(([id, source, readAt]) => [id, `${source} ${readAt}`]));
  return rowsOf(copied, 'reading').every(
    ([id, source, readAt]) => (known.get(id ?? 0) ?? `${source} ${readAt}`) === `${source} ${readAt}`,
  );
}

/** Puts in what was saved, then what the copy has besides; takes out what refers to nothing. To be called in a transaction. */
function fill(database: Database, saved: Salvaged, copied: Salvaged): Recovery {
  // A row that was saved may refer to one that the copy alone has.
  database.exec('PRAGMA defer_foreign_keys = ON');
  for (const table of TABLES) {
    for (const row of rowsOf(saved, table.name)) putIn(database, table, row);
    for (const row of rowsOf(copied, table.name)) putIn(database, table, row);
  }
  for (const orphans of ORPHANS) database.exec(orphans);
  const ids = database
    .all('SELECT r.id, r.read_at, r.until FROM reading r ORDER BY r.id')
    .map(({ id, read_at, until }) => ({ id: Number(id), from: Number(read_at), to: Number(until) }));
  const own = new Set(rowsOf(saved, 'reading').map(([id]) => Number(id)));
  return {
    readings: ids.length,
    fromCopy: ids.filter(({ id }) => !own.has(id)).length,
    missing: missingDays(ids, mostNamed(saved, copied), saved.endLost || rowsOf(saved, 'reading').length === 0),
  };
}

/** A row of a bad page that says nonsense is none. */
function putIn(database: Database, { name, columns }: Table, row: SavedRow): void {
  if (row.length !== columns.length || !row.every((value, at) => fits(columns[at] ?? '', value))) return;
  const marks = columns.map(() => '?').join(', ');
  database.run(`INSERT OR IGNORE INTO "${name}" (${columns.join(', ')}) VALUES (${marks})`, ...row);
}

const TEXTS = new Set(['text', 'deployment', 'image', 'name', 'container', 'folder']);
const MAY_BE_NULL = new Set(['container', 'folder', 'running_since', 'pages']);
const fits = (column: string, value: Value): boolean =>
  value === null
    ? MAY_BE_NULL.has(column)
    : typeof value === 'string'
      ? TEXTS.has(column)
      : typeof value === 'bigint' || Number.isSafeInteger(value);

/** Taken out from the leaves up, and once more where a reading has lost its totals: it would count as one that said nothing. */
const ORPHANS: readonly string[] = [
  'DELETE FROM meter WHERE part NOT IN (SELECT id FROM part)',
  'DELETE FROM source WHERE part NOT IN (SELECT id FROM part)',
  'DELETE FROM reading WHERE source NOT IN (SELECT id FROM source)',
  'DELETE FROM total WHERE meter NOT IN (SELECT id FROM meter) OR reading NOT IN (SELECT id FROM reading)',
  'DELETE FROM reading WHERE id NOT IN (SELECT reading FROM total)',
  'DELETE FROM month_value WHERE meter NOT IN (SELECT id FROM meter) OR reading NOT IN (SELECT id FROM reading)',
  'DELETE FROM stop WHERE part NOT IN (SELECT id FROM part) OR after_reading NOT IN (SELECT id FROM reading)',
  'DELETE FROM month_asked WHERE source NOT IN (SELECT id FROM source)',
  `DELETE FROM ledger WHERE deployment NOT IN (SELECT id FROM word) OR feature NOT IN (SELECT id FROM word)
     OR origin NOT IN (SELECT id FROM word) OR outcome NOT IN (SELECT id FROM word)`,
];

/** The highest number of a reading that any table names: readings are numbered one after the other. */
const mostNamed = (...all: readonly Salvaged[]): number =>
  all
    .flatMap((one) => [rowsOf(one, 'reading'), rowsOf(one, 'total'), rowsOf(one, 'month_value')])
    .flat()
    .reduce((most, [id]) => Math.max(most, Number(id)), 0);

/** Between which days readings are missing, from the numbers that nothing was found of. `known` in their order. */
function missingDays(
  known: readonly { readonly id: number; readonly from: number; readonly to: number }[],
  mostId: number,
  endLost: boolean,
): readonly MissingDays[] {
  const missing: MissingDays[] = [];
  let before: { readonly id: number; readonly to: number } | null = null;
  for (const one of known) {
    if (one.id - (before?.id ?? 0) > 1)
      missing.push({ from: before && dayOfInstant(before.to), to: dayOfInstant(one.from) });
    before = one;
  }
  if (endLost || mostId > (before?.id ?? 0)) missing.push({ from: before && dayOfInstant(before.to), to: null });
  return missing;
}

const dayOfInstant = (at: number): string => dayOf(dayNumberAt(new Date(at)));

import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, Foreseen, isForeseen, toFailure } from '#shared/failures/failure.ts';
import { exists, setAside } from '../files/set-aside.ts';
import { type Database, isWhole, openDatabase } from './database.ts';
import { migrate } from './schema.ts';

export const HISTORY_FILE = 'history.sqlite';

/**
 * Opens the history's database, or makes it. One that is damaged is set aside under another name, all its files, and told as
 * a notice; then a new one begins. What only stands in the way for now sets nothing aside.
 *
 * Fails with `usage.history-unusable`.
 */
export async function openStore(
  folder: string,
  now: Date,
): Promise<{ readonly database: Database; readonly notice: Failure | null }> {
  const path = join(folder, HISTORY_FILE);
  try {
    return { database: await openWhole(path), notice: null };
  } catch (error) {
    if (!isDamaged(error)) throw error;
    const aside = await setDatabaseAside(path, now);
    const notice = new Foreseen('usage.history-unreadable', { setAside: aside }, { cause: error });
    return { database: await openWhole(path), notice: toFailure(notice) };
  }
}

async function openWhole(path: string): Promise<Database> {
  const { database, endedBadly } = await openDatabase(path);
  try {
    if (endedBadly && !isWhole(database, 'quick_check'))
      throw new Foreseen('usage.history-unusable', { path }, { detail: DAMAGED[0] });
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite's own words for what no waiting mends; the library gives no codes. */
const DAMAGED = ['database disk image is malformed', 'file is not a database', 'unsupported file format'] as const;

const isDamaged = (error: unknown): boolean =>
  isForeseen(error, 'usage.history-unusable') && DAMAGED.some((words) => error.detail?.includes(words));

/** Sets the database aside, and what was written ahead of it under the same name; answers that name. */
async function setDatabaseAside(path: string, now: Date): Promise<string> {
  const aside = await setAside(path, now);
  for (const suffix of ['-wal', '-journal'])
    if (await exists(path + suffix)) await rename(path + suffix, join(dirname(path), aside + suffix));
  return aside;
}

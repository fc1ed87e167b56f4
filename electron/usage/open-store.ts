import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { type Database, isWhole, openDatabase } from './database.ts';
import { migrate } from './schema.ts';

export const HISTORY_FILE = 'history.sqlite';

/**
 * Opens the history's database, or makes it. One that cannot be opened, or does not pass SQLite's own check after a bad end,
 * is set aside under another name, all its files, and told as a notice; then a new one begins.
 */
export async function openStore(
  folder: string,
  now: Date,
): Promise<{ readonly database: Database; readonly notice: Failure | null }> {
  const path = join(folder, HISTORY_FILE);
  try {
    return { database: await openWhole(path), notice: null };
  } catch (error) {
    const aside = join(folder, `history.unreadable-${now.toISOString().replaceAll(/[:.]/g, '-')}.sqlite`);
    // A folder that takes no files has nothing to set aside, and this says so.
    setAside(path, aside, error);
    const notice = new Foreseen('usage.history-unreadable', { setAside: basename(aside) }, { cause: error });
    return { database: await openWhole(path), notice: toFailure(notice) };
  }
}

async function openWhole(path: string): Promise<Database> {
  const { database, endedBadly } = await openDatabase(path);
  try {
    if (endedBadly && !isWhole(database, 'quick_check')) throw new Error('quick_check: the database is not whole');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Renames the database and what was written ahead of it; fails with `why` where there is no database. */
function setAside(path: string, aside: string, why: unknown): void {
  for (const suffix of ['', '-wal', '-journal']) {
    try {
      renameSync(path + suffix, aside + suffix);
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing) throw error;
      if (suffix === '') throw why;
    }
  }
}

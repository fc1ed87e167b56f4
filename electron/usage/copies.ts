import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { errorCode } from '../files/error-code.ts';
import { flushFolder } from '../files/flush-folder.ts';
import { type Database, int, isDamaged, lockOf, openDatabase, text } from './database.ts';
import { VERSION } from './schema.ts';
import { headOf } from './whose.ts';

/** A copy of the history. */
export interface HistoryCopy {
  /** When it was made, an instant; names it, too. */
  readonly at: string;
  readonly path: string;
}

export type HistoryCopies = ReturnType<typeof openHistoryCopies>;

const NAMED = /^history-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z\.sqlite$/;
const UNFINISHED = '.unfinished';

/**
 * The copies of a history, in `folder`: one a day, each checked by SQLite before it gets its name. `kept`: how many stay.
 * All of it fails as the file system does.
 */
export function openHistoryCopies({
  folder,
  kept,
  now,
}: {
  readonly folder: string;
  readonly kept: () => number;
  readonly now: () => Date;
}) {
  async function list(): Promise<readonly HistoryCopy[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
    const found = names
      .filter((name) => NAMED.test(name))
      .toSorted((a, b) => (a < b ? 1 : -1))
      .map((name) => ({ at: name.replace(NAMED, '$1T$2:$3:$4.$5Z'), path: join(folder, name) }));
    const heads = await Promise.all(found.map(({ path }) => headOf(path).catch(() => null))); // gone meanwhile, or no file
    // One that a later version made is left alone.
    return found.filter((_one, at) => (heads[at]?.version ?? VERSION + 1) <= VERSION);
  }

  /** Gives what `write` made its name, if SQLite finds it whole. */
  async function finish(at: string, write: (unfinished: string) => Promise<void>): Promise<boolean> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `history-${at.replaceAll(/[:.]/g, '-')}.sqlite`);
    const unfinished = path + UNFINISHED;
    const left = [unfinished, `${unfinished}-wal`, lockOf(unfinished)];
    const clear = () => Promise.all(left.map((one) => rm(one, { recursive: true, force: true })));
    try {
      await clear();
      await write(unfinished);
      if (!(await isSound(unfinished))) return false;
      await rename(unfinished, path);
      await flushFolder(folder);
      return true;
    } finally {
      await clear();
    }
  }

  return {
    list,
    /** Whether there is none of this day (UTC) yet. */
    async isDue(): Promise<boolean> {
      const today = now().toISOString().slice(0, 10);
      // Not the newest alone: a clock that once was years ahead left a copy of a day to come.
      return !(await list()).some(({ at }) => at.startsWith(today));
    },
    /**
     * Makes a copy of a history whose file is gone, from what is still open of it; when it was made, or null where it is not
     * whole.
     */
    async rescue(database: Database): Promise<string | null> {
      const at = now().toISOString();
      const made = await finish(at, async (unfinished) => void database.run('VACUUM INTO ?', unfinished));
      return made ? at : null;
    },
    /**
     * Makes a copy, with all that was written until now, while others go on writing; false, and no copy, where SQLite does not
     * find it whole. The oldest ones beyond the number that is kept are removed.
     */
    async make(database: Database): Promise<boolean> {
      const made = await finish(now().toISOString(), async (unfinished) => {
        // What was written ahead is in the file then; what is written from here on stays ahead until the copy is made.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0;');
        await copyFile(database.path, unfinished).finally(() => database.exec('PRAGMA wal_autocheckpoint = 1000'));
      });
      if (made) for (const old of (await list()).slice(kept())) await rm(old.path, { force: true });
      return made;
    },
  };
}

/** Whether SQLite finds each table of a file and its indexes whole; others come in between. */
async function isSound(path: string): Promise<boolean> {
  let database: Database;
  try {
    ({ database } = await openDatabase(path));
  } catch (error) {
    if (isDamaged(error)) return false;
    throw error;
  }
  try {
    const names = database.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    for (const { name } of names) {
      const told = database.all(`PRAGMA integrity_check('${text(name)}')`);
      if (told.length !== 1 || told[0]?.['integrity_check'] !== 'ok') return false;
      await setImmediate();
    }
    return int(database.get('SELECT COUNT(*) AS readings FROM reading')?.['readings']) >= 0;
  } catch (error) {
    if (isDamaged(error)) return false;
    throw error;
  } finally {
    database.close();
  }
}

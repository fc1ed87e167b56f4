import { copyFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { exists, setAside } from '../files/set-aside.ts';
import type { HistoryCopies } from './copies.ts';
import { type Database, failAsDamaged, isDamaged, isWhole, openDatabase } from './database.ts';
import { recover } from './recover.ts';
import { migrate } from './schema.ts';
import { isForeign, whoseIs } from './whose.ts';

export const HISTORY_FILE = 'history.sqlite';

export interface OpenedStore {
  readonly database: Database;
  readonly notice: Failure | null;
}

export interface StorePlace {
  readonly folder: string;
  readonly copies: Pick<HistoryCopies, 'list'>;
  readonly now: () => Date;
}

/**
 * Opens the history's database, or makes it. One that is damaged is set aside under another name, all its files; what can be
 * read of it, and what the newest copy has besides, makes the new one, and a notice tells what is missing. Where it is gone and
 * there is a copy, a new one begins and the notice names the copy; where a later version or another program wrote it, the
 * same, and it is set aside as it is. What is in the way only for now sets nothing aside.
 *
 * Fails with `usage.history-unusable`.
 */
export async function openStore(place: StorePlace): Promise<OpenedStore> {
  const path = join(place.folder, HISTORY_FILE);
  const size = await sizeOf(path);
  const [newest] = size === 0 || size === null ? await place.copies.list() : [];
  // SQLite takes a file without a byte for a new one.
  if (size === 0 && newest) return mendStore(place);
  // What was written ahead of a file that is gone belongs to no other.
  if (size === null)
    for (const ahead of [`${path}-wal`, `${path}-journal`]) if (await exists(ahead)) await setAside(ahead, place.now());
  if (size !== null && (await isForeign(path))) return beginAnew(place, 'foreign');
  try {
    const notice = size === null && newest ? new Foreseen('usage.history-gone', { copyAt: newest.at }) : null;
    return { database: await openWhole(path), notice: notice && toFailure(notice) };
  } catch (error) {
    if (error instanceof NotOurs) return beginAnew(place, error.whose);
    if (!isDamaged(error)) throw error;
    return mendStore(place);
  }
}

class NotOurs extends Error {
  readonly whose: 'newer' | 'foreign';
  constructor(whose: 'newer' | 'foreign') {
    super(whose);
    this.whose = whose;
  }
}

/** Sets aside what is no history of this version, and begins a new one. */
async function beginAnew({ folder, copies, now }: StorePlace, why: 'newer' | 'foreign'): Promise<OpenedStore> {
  const path = join(folder, HISTORY_FILE);
  const [newest] = await copies.list();
  const aside = await told(path, () => setDatabaseAside(path, now(), why));
  const notice = new Foreseen('usage.history-not-ours', { why, setAside: aside, copyAt: newest?.at ?? null });
  return { database: await openWhole(path), notice: toFailure(notice) };
}

/** The same for one that is known to be damaged, and is open no more. */
export async function mendStore({ folder, copies, now }: StorePlace): Promise<OpenedStore> {
  const path = join(folder, HISTORY_FILE);
  const recovered = `${path}.recovered`;
  const newest = (await copies.list())[0] ?? null;
  const recovery = await told(path, () => recover(path, newest?.path ?? null, recovered));
  const aside = await setDatabaseAside(path, now(), 'unreadable');
  if (recovery) await rename(recovered, path);
  const { readings = 0, fromCopy = 0, missing = [] } = recovery ?? {};
  const notice = recovery
    ? new Foreseen('usage.history-recovered', {
        setAside: aside,
        readings,
        fromCopy,
        copyAt: fromCopy > 0 ? (newest?.at ?? null) : null,
        missing,
      })
    : new Foreseen('usage.history-unreadable', { setAside: aside });
  return { database: await openWhole(path), notice: toFailure(notice) };
}

/** Puts a copy in the place of the history, which is open no more and set aside. */
export async function putBack(folder: string, copyPath: string, now: Date): Promise<void> {
  const path = join(folder, HISTORY_FILE);
  const whole = `${path}.restored`;
  await told(path, async () => {
    await copyFile(copyPath, whole);
    if (await exists(path)) await setDatabaseAside(path, now, 'replaced');
    await rename(whole, path);
  });
}

async function openWhole(path: string): Promise<Database> {
  const { database, endedBadly } = await openDatabase(path);
  try {
    if (endedBadly && !isWhole(database, 'quick_check')) failAsDamaged(path);
    const whose = whoseIs(database);
    if (whose !== 'own') throw new NotOurs(whose);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Turns what the disk refuses into `usage.history-unusable`. */
async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (errorCode(cause) === null) throw cause;
    throw new Foreseen('usage.history-unusable', { path }, { cause });
  }
}

/** Null where there is none. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new Foreseen('usage.history-unusable', { path }, { cause: error });
  }
}

/** Sets the database aside, and what was written ahead of it under the same name; answers that name. */
async function setDatabaseAside(path: string, now: Date, why: string): Promise<string> {
  const aside = await setAside(path, now, why);
  for (const suffix of ['-wal', '-journal'])
    if (await exists(path + suffix)) await rename(path + suffix, join(dirname(path), aside + suffix));
  return aside;
}

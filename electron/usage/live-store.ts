import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { openHistoryCopies } from './copies.ts';
import { type Database, isDamaged } from './database.ts';
import { HISTORY_FILE, mendStore, type OpenedStore, openStore, putBack, type StorePlace } from './open-store.ts';

export interface LiveStoreOptions<S> {
  readonly folder: string;
  readonly now: () => Date;
  /** How many daily copies stay. */
  readonly copiesKept: () => number;
  /** Makes of a database that was opened what its users need. */
  readonly begin: (database: Database) => Promise<S>;
  /** Told when what was remembered of the former database holds no more. */
  readonly left: () => void;
  /** Told of what is new among notices and copies. */
  readonly changed: () => void;
  /** Told of a copy that could not be made. */
  readonly failed: (error: unknown) => void;
}

/**
 * The history's database, opened when it is needed first, and for as long as its file is there and whole. A file that was
 * deleted or replaced meanwhile is noticed before anything is read or written: what is still open of it becomes a copy, and what
 * is at its place now, or a new one, is opened. Where SQLite comes upon damage, the history is mended and the work done once more.
 * Each day a checked copy is made.
 */
export function keepOpen<S>(options: LiveStoreOptions<S>) {
  const { folder, now } = options;
  const path = join(folder, HISTORY_FILE);
  const copies = openHistoryCopies({ folder: join(folder, 'copies'), kept: options.copiesKept, now });
  const place: StorePlace = { folder, copies, now };
  const notices: Failure[] = [];
  type Live = { readonly stores: S; readonly database: Database; readonly file: string | null };
  let live: Live | null = null;
  let opening: Promise<Live> | null = null;
  let copying: Promise<void> = Promise.resolve();
  /** The day, in UTC, on which it was last seen that there is a copy. */
  let copiedOn = '';
  let closed = false;

  const isThere = ({ file }: Live): boolean => fileAt(path) === file;

  function open(how: (at: StorePlace) => Promise<OpenedStore> = openStore): Promise<Live> {
    const made = begin(how).catch((error: unknown) => {
      // Damage that shows when it is read for the first time.
      if (isDamaged(error)) return begin(mendStore);
      throw error;
    });
    opening = made;
    made.catch(() => {
      if (opening === made) opening = null;
    });
    return made;
  }

  async function begin(how: (at: StorePlace) => Promise<OpenedStore>): Promise<Live> {
    const { database, notice } = await how(place);
    if (notice) {
      notices.push(notice);
      options.changed();
    }
    try {
      live = { database, file: fileAt(path), stores: await options.begin(database) };
    } catch (error) {
      options.left();
      closeQuietly(database);
      throw error;
    }
    copyDaily(live);
    return live;
  }

  /** Closes the one that is open and opens anew; whoever asks meanwhile waits for that. */
  function openAnew(how: (at: StorePlace) => Promise<OpenedStore>): Promise<Live> {
    live = null;
    options.left();
    return open(async (at) => {
      await copying;
      return how(at);
    });
  }

  const closeQuietly = (database: Database): void => {
    try {
      database.close();
    } catch (error) {
      options.failed(error);
    }
  };

  /** The file has lost its name: what is open of it is all that is left. */
  const leaveGone = (old: Live): Promise<Live> =>
    openAnew(async (at) => {
      const copyAt = await copies.rescue(old.database).catch((error: unknown) => {
        options.failed(error);
        return null;
      });
      closeQuietly(old.database);
      const opened = await openStore(at);
      return { ...opened, notice: toFailure(new Foreseen('usage.history-gone', { copyAt })) };
    });

  const mend = (old: Live): Promise<Live> =>
    openAnew((at) => {
      closeQuietly(old.database);
      return mendStore(at);
    });

  async function opened(): Promise<Live> {
    // Whoever comes late would leave it open, with a lock that nobody takes away.
    if (closed) throw new Error('the usage history is closed');
    if (live && !isThere(live)) return leaveGone(live);
    return opening ?? open();
  }

  /** A copy, unless there is one of this day; nobody waits for it. */
  function copyDaily(one: Live): void {
    const day = now().toISOString().slice(0, 10);
    if (copiedOn === day) return;
    copiedOn = day;
    copying = copying
      .then(async () => {
        if (live !== one || !isThere(one) || !(await copies.isDue())) return;
        if (one.database.get('SELECT 1 AS one FROM reading LIMIT 1') === null) return;
        if (await copies.make(one.database)) options.changed();
        else if (live === one && !closed) void mend(one).catch(options.failed);
      })
      .catch(options.failed);
  }

  return {
    notices,
    copies: copies.list,
    /** What is open and still has its name; null else. */
    current: (): S | null => (live && isThere(live) ? live.stores : null),
    /** Fails with `usage.history-unusable`, and as `work` does. */
    async use<T>(work: (stores: S) => T | Promise<T>): Promise<T> {
      const one = await opened();
      try {
        const done = await work(one.stores);
        copyDaily(one);
        return done;
      } catch (error) {
        if (!isDamaged(error)) throw error;
        // Another one who came upon it may have had it mended already.
        const mended = live === one ? await mend(one) : await opened();
        return work(mended.stores);
      }
    },
    /** Fails with `copy.unreadable`, `usage.history-unusable`. */
    async restore(at: string): Promise<void> {
      const copy = (await copies.list()).find((one) => one.at === at);
      if (!copy) throw new Foreseen('copy.unreadable', { at });
      const old = await opened();
      await openAnew(async (there) => {
        closeQuietly(old.database);
        await putBack(folder, copy.path, now());
        return openStore(there);
      });
    },
    async close(): Promise<void> {
      closed = true;
      const last = await opening?.catch(() => null); // told to whoever had it opened: nothing is left to close
      await copying;
      if (last && last === live) last.database.close();
      live = null;
      opening = null;
    },
  };
}

/** What tells a file from another one of the same name; null where there is none. */
function fileAt(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

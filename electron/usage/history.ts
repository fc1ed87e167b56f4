import { setImmediate } from 'node:timers/promises';
import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry, MeterDays, Month, Reading, UsageBook } from '#shared/domain/history.ts';
import { type Failure, isForeseen } from '#shared/failures/failure.ts';
import { makeBook } from './book.ts';
import { type Database, text } from './database.ts';
import { loadDays } from './days.ts';
import { deriveWhereRulesChanged } from './derive-again.ts';
import { writeGap } from './derived.ts';
import { keepReading, type PartKey } from './keep.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { keepOpen } from './live-store.ts';
import { askedAt, markAsked } from './months-asked.ts';
import { readingsOf } from './readings.ts';
import type { SentTimes } from './rules/compare.ts';
import { extendDays } from './rules/extend-days.ts';
import type { Read } from './rules/follow.ts';
import { gapBeforeStop } from './rules/gaps.ts';
import { countedIn } from './rules/line.ts';
import { findPart, type KnownPart, loadPart, partId } from './state.ts';
import { takeOver } from './take-over.ts';

/** All readings that were ever made, the ledger of what was sent, and what came of them. Survives a kill at any point. */
export interface UsageHistory {
  book(deployment: Deployment, stale: readonly ImageId[]): Promise<UsageBook>;
  /** Keeps a reading; on the disk when it resolves. `asked`: the months that were asked for, with or without an answer. */
  keep(key: PartKey, read: Read, asked?: readonly Month[]): Promise<void>;
  /** What is known of a container, and when each month was asked for last where it reports from now. */
  known(key: PartKey, source: Pick<Read, 'container' | 'folder'>): Promise<Known>;
  /** The container was seen not running; it stopped at `at` (ms since 1970). */
  stopped(key: PartKey, at: number): Promise<void>;
  /** Between two instants, both included, in order. */
  readings(deploymentId: string, from: string, to: string): Promise<Reading[]>;
  /** Writes a line of the ledger; on the disk when it returns, once the history is open. Never fails: it waits instead. */
  record(entry: LedgerEntry): void;
  /** Largest quantity that any meter of a deployment has counted; null where none ever was read. */
  quantityUsed(deploymentId: string): Promise<bigint | null>;
  /** Ids of all deployments that were ever read. Fails with `usage.history-unusable`. */
  deploymentIds(): Promise<readonly string[]>;
  /** Daily copies, newest first. */
  copies(): Promise<readonly { readonly at: string }[]>;
  /** Puts a copy in the place of the history, which is set aside. Fails with `copy.unreadable`, `usage.history-unusable`. */
  restore(at: string): Promise<void>;
  /** What was wrong with files that were opened. */
  readonly notices: readonly Failure[];
  close(): Promise<void>;
}

export interface Known {
  readonly state: KnownPart['state'];
  readonly asked: ReadonlyMap<Month, number>;
}

export interface HistoryOptions {
  readonly folder: string;
  readonly now: () => Date;
  /** How many daily copies stay. */
  readonly copiesKept: () => number;
  /** Told of what is new among notices and copies. */
  readonly changed?: () => void;
  /** Told of failures that nobody waits for: a line of the ledger that could not be written yet. */
  readonly failed: (error: unknown) => void;
}

/**
 * The history in `folder`, which this process must have for itself; opened when it is needed first. What cannot be read is
 * set aside and told as a notice. All of it fails with `usage.history-unusable` where the disk is full and the like, and
 * tries again the next time.
 */
export function openHistory({
  folder,
  now,
  copiesKept,
  changed = () => undefined,
  failed,
}: HistoryOptions): UsageHistory {
  const parts = new Map<string, KnownPart>();
  /** Use by day, once somebody asked for it; each reading makes it longer. */
  const days = new Map<string, readonly MeterDays[]>();
  const waiting: LedgerEntry[] = [];

  const store = keepOpen<Stores>({
    folder,
    now,
    copiesKept,
    changed,
    failed,
    left() {
      parts.clear();
      days.clear();
    },
    async begin(database) {
      const stores = { database, ledger: openLedger(database) };
      deriveWhereRulesChanged(database, stores.ledger);
      const takeOne = (key: PartKey, read: Read): void => {
        // Killed after this one was kept and before the file was renamed, it is found once more.
        if (!partOf(database, key).state.newest) keepIn(stores, key, read);
      };
      store.notices.push(...(await takeOver(folder, now(), takeOne)));
      writeWaiting(stores);
      return stores;
    },
  });
  /** Lines of the ledger in their order; those that cannot be written wait for the next. */
  function writeWaiting(stores: Stores): void {
    try {
      for (let entry = waiting[0]; entry; entry = waiting[0]) {
        writeIn(stores, entry);
        waiting.shift();
      }
    } catch (error) {
      failed(error);
    }
  }

  const nameOf = ({ deploymentId, image }: PartKey): string => `${deploymentId} ${image}`;
  function partOf(from: Database, key: PartKey): KnownPart {
    const known = parts.get(nameOf(key)) ?? loadPart(from, partId(from, key.deploymentId, key.image));
    parts.set(nameOf(key), known);
    return known;
  }
  /** What is remembered changes only once it is on the disk. */
  function keepIn({ database, ledger }: Stores, key: PartKey, read: Read, asked: readonly Month[] = []): void {
    const { known, followed } = database.transaction(() => {
      const sent = (): SentTimes => ledger.sentTimes(key.deploymentId, key.image);
      const kept = keepReading(database, partOf(database, key), read, sent);
      markAsked(database, kept.known.readingId, asked, read.readAt);
      return kept;
    });
    parts.set(nameOf(key), known);
    const before = days.get(nameOf(key));
    if (before) days.set(nameOf(key), extendDays(before, key.image, followed.days));
  }
  function daysOf(from: Database, key: PartKey): readonly MeterDays[] {
    const known = days.get(nameOf(key)) ?? loadDays(from, key.image, partOf(from, key));
    days.set(nameOf(key), known);
    return known;
  }

  let lastBook: Promise<unknown> = Promise.resolve();
  /** Books one after the other: each takes long the first time, and the window asks for all of them when it opens. */
  function inTurn(make: () => Promise<UsageBook>): Promise<UsageBook> {
    // What else was asked of this process meanwhile comes in between.
    const made = lastBook.then(() => setImmediate()).then(make);
    // Its failure goes to whoever asked for it; the next one is made all the same.
    lastBook = made.catch(() => undefined);
    return made;
  }
  async function bookOf(deployment: Deployment, stale: readonly ImageId[]): Promise<UsageBook> {
    return store.use(({ database, ledger }) =>
      makeBook({
        database,
        ledger,
        deployment,
        parts: readImages(database, deployment).map((image) => {
          const key = { deploymentId: deployment.id, image };
          return { image, ...partOf(database, key), days: daysOf(database, key) };
        }),
        stale,
        now: now(),
      }),
    );
  }

  return {
    notices: store.notices,
    copies: store.copies,
    restore: store.restore,
    book: (deployment, stale) => inTurn(() => bookOf(deployment, stale)),
    async keep(key, read, asked) {
      await store.use((stores) => keepIn(stores, key, read, asked));
    },
    async known(key, source) {
      return store.use(({ database }) => {
        const part = partOf(database, key);
        return { state: part.state, asked: askedAt(database, part.id, source) };
      });
    },
    async stopped(key, at) {
      await store.use(({ database: to }) => {
        // What was never read has not stopped either: nothing is written, of thousands of deployments as of one.
        if (findPart(to, key.deploymentId, key.image) === null) return;
        const known = partOf(to, key);
        if (!known.state.newest || known.state.stoppedAt !== null) return;
        const gap = gapBeforeStop(known.state, at);
        to.transaction(() => {
          to.run('INSERT INTO stop (part, after_reading, at) VALUES (?, ?, ?)', known.id, known.readingId, at);
          to.run('UPDATE part_state SET stopped_at = ? WHERE part = ?', at, known.id);
          if (gap) writeGap(to, known.id, gap);
        });
        parts.set(nameOf(key), { ...known, state: { ...known.state, stoppedAt: at } });
      });
    },
    async readings(deploymentId, from, to) {
      return store.use(({ database }) => readingsOf(database, deploymentId, Date.parse(from), Date.parse(to)));
    },
    record(entry) {
      waiting.push(entry);
      const stores = store.current();
      if (stores) writeWaiting(stores);
      // Opening writes what waits.
      else store.use(() => undefined).catch(failed);
    },
    async quantityUsed(deploymentId) {
      const used = store.use(({ database }) => {
        const images = database.all('SELECT image FROM part WHERE deployment = ?', deploymentId);
        const quantities = images.flatMap(({ image }) => {
          const { state } = partOf(database, { deploymentId, image: ImageId.parse(image) });
          return [...state.meters.values()].map(countedIn);
        });
        return quantities.reduce<bigint | null>((most, one) => (most === null || one > most ? one : most), null);
      });
      // What is in the way is said where usage is shown; all else about the deployment is still true.
      return used.catch((error: unknown) => {
        if (isForeseen(error, 'usage.history-unusable')) return null;
        throw error;
      });
    },
    async deploymentIds() {
      return store.use(({ database }) =>
        database.all('SELECT DISTINCT deployment FROM part').map(({ deployment }) => text(deployment)),
      );
    },
    close: store.close,
  };
}

interface Stores {
  readonly database: Database;
  readonly ledger: Ledger;
}

function writeIn({ database, ledger }: Stores, entry: LedgerEntry): void {
  try {
    database.transaction(() => ledger.write(entry));
  } catch (error) {
    ledger.forget(entry.deploymentId);
    throw error;
  }
}

/** The containers of a deployment that were ever read: those of its definition first, in its order. */
function readImages(database: Database, deployment: Deployment): readonly ImageId[] {
  const order = deployment.parts.map(({ image }) => image);
  const place = (image: ImageId): number => (order.includes(image) ? order.indexOf(image) : order.length);
  return database
    .all(
      'SELECT p.image FROM part p JOIN part_state s ON s.part = p.id WHERE p.deployment = ? ORDER BY p.id',
      deployment.id,
    )
    .map(({ image }) => ImageId.parse(text(image)))
    .toSorted((a, b) => place(a) - place(b));
}

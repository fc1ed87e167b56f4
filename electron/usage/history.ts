import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { LedgerEntry, Month, Reading, UsageBook } from '#shared/domain/history.ts';
import type { Failure } from '#shared/failures/failure.ts';
import type { Read } from '#shared/rules/usage/follow.ts';
import { gapBeforeStop } from '#shared/rules/usage/gaps.ts';
import { countedIn } from '#shared/rules/usage/line.ts';
import { makeBook } from './book.ts';
import { type Database, text } from './database.ts';
import { keepReading, type PartKey } from './keep.ts';
import { writeEntry } from './ledger.ts';
import { askedAt, markAsked } from './months-asked.ts';
import { openStore } from './open-store.ts';
import { readingsOf } from './readings.ts';
import { type KnownPart, loadPart, partId } from './state.ts';
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
  /** Writes a line of the ledger; on the disk when it returns, once the history is open. */
  record(entry: LedgerEntry): void;
  /** Largest quantity that any meter of a deployment has counted; null where none ever was read. */
  quantityUsed(deploymentId: string): Promise<bigint | null>;
  /** What was wrong with files that were opened. */
  readonly notices: readonly Failure[];
  close(): Promise<void>;
}

export interface Known {
  readonly state: KnownPart['state'];
  readonly asked: ReadonlyMap<Month, number>;
}

/** Opens the history in `folder`, which this process must have for itself. What cannot be read is set aside and told. */
export function openHistory({ folder, now }: { readonly folder: string; readonly now: () => Date }): UsageHistory {
  const notices: Failure[] = [];
  const parts = new Map<string, KnownPart>();
  let database: Database | null = null;
  const waiting: LedgerEntry[] = [];

  const open = async (): Promise<Database> => {
    const opened = await openStore(folder, now());
    if (opened.notice) notices.push(opened.notice);
    database = opened.database;
    for (const entry of waiting.splice(0)) writeEntry(database, entry);
    const takeOne = (key: PartKey, read: Read): void => {
      // Killed after this one was kept and before the file was renamed, it is found once more.
      if (!partOf(opened.database, key).state.newest) keepIn(opened.database, key, read);
    };
    notices.push(...(await takeOver(folder, now(), takeOne)));
    return database;
  };
  let opening: Promise<Database> | null = null;
  const opened = (): Promise<Database> => {
    opening ??= open();
    return opening;
  };

  const nameOf = ({ deploymentId, image }: PartKey): string => `${deploymentId} ${image}`;
  function partOf(from: Database, key: PartKey): KnownPart {
    const known = parts.get(nameOf(key)) ?? loadPart(from, partId(from, key.deploymentId, key.image));
    parts.set(nameOf(key), known);
    return known;
  }
  /** What is remembered changes only once it is on the disk. */
  function keepIn(to: Database, key: PartKey, read: Read, asked: readonly Month[] = []): void {
    const known = to.transaction(() => {
      const kept = keepReading(to, key, partOf(to, key), read);
      markAsked(to, kept.readingId, asked, read.readAt);
      return kept;
    });
    parts.set(nameOf(key), known);
  }

  return {
    notices,
    async book(deployment, stale) {
      const from = await opened();
      return makeBook({
        database: from,
        deployment,
        parts: readImages(from, deployment).map((image) => ({
          image,
          ...partOf(from, { deploymentId: deployment.id, image }),
        })),
        stale,
        now: now(),
      });
    },
    async keep(key, read, asked) {
      keepIn(await opened(), key, read, asked);
    },
    async known(key, source) {
      const from = await opened();
      const part = partOf(from, key);
      return { state: part.state, asked: askedAt(from, part.id, source) };
    },
    async stopped(key, at) {
      const to = await opened();
      const known = partOf(to, key);
      if (!known.state.newest || known.state.stoppedAt !== null) return;
      const gap = gapBeforeStop(known.state, at);
      to.transaction(() => {
        to.run('INSERT INTO stop (part, after_reading, at) VALUES (?, ?, ?)', known.id, known.readingId, at);
        to.run('UPDATE part_state SET stopped_at = ? WHERE part = ?', at, known.id);
        if (gap) to.run('INSERT INTO gap (part, since, until) VALUES (?, ?, ?)', known.id, gap.from, gap.to);
      });
      parts.set(nameOf(key), { ...known, state: { ...known.state, stoppedAt: at } });
    },
    async readings(deploymentId, from, to) {
      return readingsOf(await opened(), deploymentId, Date.parse(from), Date.parse(to));
    },
    record(entry) {
      if (database) {
        writeEntry(database, entry);
        return;
      }
      waiting.push(entry);
      void opened();
    },
    async quantityUsed(deploymentId) {
      const from = await opened();
      const images = from.all('SELECT image FROM part WHERE deployment = ?', deploymentId);
      const quantities = images.flatMap(({ image }) => {
        const { state } = partOf(from, { deploymentId, image: ImageId.parse(image) });
        return [...state.meters.values()].map(countedIn);
      });
      return quantities.reduce<bigint | null>((most, one) => (most === null || one > most ? one : most), null);
    },
    async close() {
      if (!opening) return;
      (await opening).close();
      database = null;
    },
  };
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

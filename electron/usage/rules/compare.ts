import type { LedgerComparison } from '#shared/domain/history.ts';
import { countedIn, type PartState } from './line.ts';

/** From when on ledger and meters are compared, and what each meter had counted by then. */
export interface ComparisonStart {
  /** In ms since 1970. */
  readonly from: number;
  readonly base: ReadonlyMap<string, bigint>;
}

const allCounted = ({ meters }: PartState): ReadonlyMap<string, bigint> =>
  new Map([...meters].map(([name, meter]) => [name, countedIn(meter)]));

/** What the ledger knows of when documents were sent that count on a container; in ms since 1970. */
export interface SentTimes {
  /** Null while none was. */
  readonly firstAt: number | null;
  readonly anyBetween: (from: number, to: number) => boolean;
}

/** A container has written its record of a document so long after that was sent. */
const SETTLED_MS = 10 * 60_000;

/**
 * Where comparing begins: at the reading before the ledger's first entry, so that both count all of it. Without one, at that
 * first entry where the container has counted nothing yet at all; else at the first reading at which nothing sent may still
 * be uncounted, because what the meter counted earlier may be the ledger's or not. Null until then.
 */
export function comparisonStart(
  before: PartState,
  after: PartState,
  { firstAt, anyBetween }: SentTimes,
): ComparisonStart | null {
  if (firstAt === null || !after.newest || firstAt > after.newest.readAt) return null;
  if (before.newest && before.newest.readAt <= firstAt) return { from: before.newest.readAt, base: allCounted(before) };
  const { readAt } = after.newest;
  const base = allCounted(after);
  if ([...base.values()].every((counted) => counted === 0n)) return { from: firstAt, base };
  return anyBetween(readAt - SETTLED_MS, readAt) ? null : { from: readAt, base };
}

/** What the ledger has over the time that is compared. */
export interface LedgerWindow {
  readonly documents: number;
  readonly pages: bigint;
  readonly uncertain: number;
}

/** Ledger and meters side by side, from `start` to the newest reading; null while these are the same reading. */
export function compare(state: PartState, start: ComparisonStart, sent: LedgerWindow): LedgerComparison | null {
  if (!state.newest || state.newest.readAt <= start.from) return null;
  const meters = [...state.meters].map(([meter, one]) => {
    const counted = countedIn(one) - (start.base.get(meter) ?? 0n);
    return { meter, counted, difference: counted - sent.pages };
  });
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { from: iso(start.from), to: iso(state.newest.readAt), ...sent, meters };
}

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

/**
 * Where comparing begins, told at the first reading after the ledger's first entry (`firstSentAt`, ms since 1970): at the
 * reading before it, so that both count all of it; without one at this reading, because what the meter counted earlier may be
 * the ledger's or not. Null while there is no entry.
 */
export function comparisonStart(
  before: PartState,
  after: PartState,
  firstSentAt: number | null,
): ComparisonStart | null {
  if (firstSentAt === null || !after.newest || firstSentAt > after.newest.readAt) return null;
  return before.newest
    ? { from: before.newest.readAt, base: allCounted(before) }
    : { from: after.newest.readAt, base: allCounted(after) };
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

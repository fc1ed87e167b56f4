import type { Commitment } from '../domain/commitment.ts';
import type { MeterKey } from '../domain/history.ts';
import { dayNumber } from '../rules/days.ts';

/** A term as day numbers, both ends included. */
export interface Term {
  readonly first: number;
  readonly last: number;
}

/** The days of a stored commitment; its days were looked at when it was saved. */
export function termOf({ startsOn, endsOn }: Pick<Commitment, 'startsOn' | 'endsOn'>): Term {
  const first = dayNumber(startsOn) ?? 0;
  return { first, last: Math.max(first, dayNumber(endsOn) ?? first) };
}

/** What is wrong with what was entered, apart from its name; null for nothing. */
export type TermTrouble = 'no-such-day' | 'ends-before-start' | 'too-long' | 'no-quantity';

/** Longer terms are a slip of the pen: plans are yearly. Source: vendor contract 3.1. */
export const LONGEST_TERM_DAYS = 3660;

/** Whether a commitment can be counted with. The form asks this while one types, and the store when it saves. */
export function troubleWith({
  startsOn,
  endsOn,
  quantity,
}: Pick<Commitment, 'startsOn' | 'endsOn' | 'quantity'>): TermTrouble | null {
  const [first, last] = [dayNumber(startsOn), dayNumber(endsOn)];
  if (first === null || last === null) return 'no-such-day';
  if (last < first) return 'ends-before-start';
  if (last - first >= LONGEST_TERM_DAYS) return 'too-long';
  return quantity > 0n ? null : 'no-quantity';
}

/** Whether two names are one to a reader. */
export const sameName = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();

const meterId = ({ image, meter }: MeterKey): string => `${image} ${meter}`;

/** The meters that both count, where they count for the same deployment; else none. */
function sharedMeters(a: Commitment, b: Commitment): readonly MeterKey[] {
  if (!a.deploymentIds.some((id) => b.deploymentIds.includes(id))) return [];
  const others = new Set(b.meters.map(meterId));
  return a.meters.filter((key) => others.has(meterId(key)));
}

/** Which of two pays for a day that both cover: the one that began first, then the one that ends first. */
export function paysBefore(a: Commitment, b: Commitment): boolean {
  const order = a.startsOn.localeCompare(b.startsOn) || a.endsOn.localeCompare(b.endsOn) || a.id.localeCompare(b.id);
  return order < 0;
}

/** Days that two commitments cover with the same meter. They are counted once: on the one that pays. */
export interface Overlap {
  readonly other: Commitment;
  readonly meters: readonly MeterKey[];
  readonly from: string;
  readonly to: string;
  /** Whose use these days are: `this` commitment's or the other's. */
  readonly pays: 'this' | 'other';
}

/** What other commitments cover of the same days and meters. To be told, not refused: a plan is renewed before it ends. */
export function overlapsOf(commitment: Commitment, all: readonly Commitment[]): readonly Overlap[] {
  return all.flatMap((other) => {
    if (other.id === commitment.id) return [];
    const meters = sharedMeters(commitment, other);
    if (meters.length === 0) return [];
    const [, from = ''] = [commitment.startsOn, other.startsOn].toSorted();
    const [to = ''] = [commitment.endsOn, other.endsOn].toSorted();
    if (from > to) return [];
    return [{ other, meters, from, to, pays: paysBefore(commitment, other) ? ('this' as const) : ('other' as const) }];
  });
}

import type { LicenceState } from '../domain/deployment.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whole days until a licence ends, counted from `now`; negative once ended, null where its files do not tell.
 *
 * Source: vendor contract 3.4: an expiry exists; which clock the container checks is unknown, so the host's is used.
 */
export function daysLeft(endsAt: string | null, now: Date): number | null {
  if (endsAt === null) return null;
  const end = Date.parse(endsAt);
  if (Number.isNaN(end)) return null;
  return Math.floor((end - now.getTime()) / DAY_MS);
}

/** From here on the countdown is shown in the top strip. */
export const COUNTDOWN_FROM_DAYS = 60;

/** How many days before a licence ends the operator is warned. Source: issue 5; approvals take up to ten working days. */
export const THRESHOLD_DAYS = [60, 30, 14, 7, 3, 1] as const;

/** A threshold that has been reached; 0 once the licence has ended. */
export type Threshold = (typeof THRESHOLD_DAYS)[number] | 0;

/**
 * The latest threshold that `now` has reached; null while more than sixty days are left, and where no end is known. It
 * changes when there is something new to tell, so that a notification named after it is shown once.
 */
export function dueThreshold(endsAt: string | null, now: Date): Threshold | null {
  const leftMs = endsAt === null ? Number.NaN : Date.parse(endsAt) - now.getTime();
  if (Number.isNaN(leftMs)) return null;
  if (leftMs <= 0) return 0;
  return THRESHOLD_DAYS.findLast((days) => leftMs <= days * DAY_MS) ?? null;
}

/** Whether a container may be started with it: one that cannot be told from a licence is tried, and the container decides. */
export const mayBeUsed = ({ state }: Pick<LicenceState, 'state'>): boolean => state === 'valid' || state === 'unknown';

/** What is known of the end of several licences: the earliest, and whether any of them does not tell. */
export function firstEnd(licences: readonly Pick<LicenceState, 'state' | 'endsAt'>[]): {
  readonly endsAt: string | null;
  readonly someUnknown: boolean;
} {
  const there = licences.filter((one) => mayBeUsed(one) || one.state === 'expired');
  const ends = there.flatMap(({ endsAt }) => endsAt ?? []).toSorted();
  return { endsAt: ends[0] ?? null, someUnknown: there.some(({ endsAt }) => endsAt === null) };
}

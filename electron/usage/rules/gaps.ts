import type { PartState } from './line.ts';
import { DAILY_MS } from './spans.ts';

/** In ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const known = (from: number, to: number): Span | null => (to - from > DAILY_MS ? { from, to } : null);

/**
 * The time without a reading before this one, where it is longer than 26 hours and the container ran then or should have.
 * One that was seen stopped counts from its next start.
 */
export function gapBefore(
  { newest, stoppedAt }: PartState,
  { readAt, runningSince }: { readonly readAt: number; readonly runningSince: number | null },
): Span | null {
  if (!newest) return null;
  return known(stoppedAt === null ? newest.readAt : Math.max(newest.readAt, runningSince ?? readAt), readAt);
}

/** The time without a reading before the container stopped. */
export const gapBeforeStop = ({ newest, stoppedAt }: PartState, at: number): Span | null =>
  newest && stoppedAt === null ? known(newest.readAt, at) : null;

/** Since when readings are missing now; null where none are, and where the container was seen stopped. */
export const missingSince = ({ newest, stoppedAt }: PartState, now: number): number | null =>
  newest && stoppedAt === null && known(newest.readAt, now) ? newest.readAt : null;

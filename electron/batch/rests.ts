import { type Failure, type Foreseen, toFailure } from '#shared/failures/failure.ts';
import type { SenderLimits } from './sending.ts';

/** After so many refusals in a row, with nothing in hand, the batch says that the service is busy. */
const REFUSALS_TO_TELL = 4;
/** From so many given up in a row on, the service is what is wrong; each more doubles the wait, so many times. */
const GIVEN_UP_TO_SLOW = 3;
const MOST_SLOWER = 4;

export type Rests = ReturnType<typeof createRests>;

/** When nothing is sent for a while, and what is said meanwhile. */
export function createRests(needs: {
  readonly clock: () => number;
  readonly luck: () => number;
  readonly limits: SenderLimits;
}) {
  const { clock, limits, luck } = needs;
  let refusals = 0;
  /** Documents that failed for the service's sake since one went well. */
  let givenUpInRow = 0;
  /** Nothing is sent before; `soft`: unless a document comes back before. */
  let wait: { readonly until: number; readonly soft: boolean } | null = null;
  let told: Failure | null = null;
  return {
    /** Until when nothing is sent; null while anything may be. */
    until: (): number | null => wait?.until ?? null,
    told: (): Failure | null => told,
    taken(): void {
      refusals = 0;
      if (told?.code === 'service.busy') told = null;
    },
    wentWell(): void {
      givenUpInRow = 0;
      told = null;
      if (wait?.soft) wait = null;
    },
    /** `inHand`: how many documents the service has. */
    refused(failure: Foreseen, retryAfterMs: number | null, inHand: number): void {
      const until = clock() + limits.backOff(refusals, retryAfterMs, luck());
      if (wait === null || until > wait.until) wait = { until, soft: retryAfterMs === null && inHand > 0 };
      refusals += 1;
      if (refusals >= REFUSALS_TO_TELL && inHand === 0) told = toFailure(failure);
    },
    /** Nothing can be sent now, whatever the document; looked at again after a while. */
    held(failure: Foreseen, leastMs: number): void {
      told = toFailure(failure);
      wait = { until: clock() + Math.max(limits.lookEveryMs, leastMs), soft: false };
    },
    /** One was given up for the service's sake. True once so many were that they are to be fewer from now on. */
    gaveUp(failure: Foreseen): boolean {
      givenUpInRow += 1;
      if (givenUpInRow < GIVEN_UP_TO_SLOW) return false;
      // Nothing goes well any more: rather than have thousands fail within minutes, a few are tried now and then.
      told = toFailure(failure);
      const slower = limits.backOff(0, null, luck()) * 2 ** Math.min(MOST_SLOWER, givenUpInRow - GIVEN_UP_TO_SLOW);
      wait = { until: clock() + slower, soft: false };
      return true;
    },
  };
}

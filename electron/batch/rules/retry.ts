import type { FailureCode } from '#shared/failures/registry.ts';

/** What a document that went wrong means for the batch. */
export type Verdict =
  /** It is the document: sent again it would be refused again. */
  | 'give-up'
  /** It may work the next time. */
  | 'again'
  /** Nothing listened: it was not sent. */
  | 'unreached'
  /** Nothing can be sent now, whatever the document. */
  | 'hold';

export interface WentWrong {
  readonly code: FailureCode;
  /** `job`: the service had taken the document before; sent again its pages would be bought again. */
  readonly stage: 'send' | 'job';
  /** How often the document was sent, this time included. */
  readonly attempts: number;
}

export const MOST_ATTEMPTS = 4;

/** Whether a document is sent again by itself after what went wrong. */
export function verdictOn({ code, stage, attempts }: WentWrong): Verdict {
  if (
    code === 'run.not-running' ||
    code === 'run.paused' ||
    code === 'run.helper-missing' ||
    code.startsWith('engine.')
  )
    return 'hold';
  if (stage === 'job' || !code.startsWith('service.')) return 'give-up';
  if (code === 'service.unreachable') return 'unreached';
  return attempts < MOST_ATTEMPTS ? 'again' : 'give-up';
}

/** A document in whose presence the service was interrupted so often is sent alone, to see whether it is the reason. */
export const INTERRUPTIONS_BEFORE_ALONE = 2;

/** Waits after 429 and 5xx; the last one repeats. Source: vendor contract 6.3. */
const BACK_OFF_MS = [2000, 3000, 5000, 8000];
const LONGEST_ASKED_MS = 10 * 60_000;

/**
 * How long to wait after the `turn`th refusal in a row (from 0). What the service asks for counts; what is made up is
 * spread by `luck` (0 to 1), so that not all come back at once.
 */
export function backOffMs(turn: number, retryAfterMs: number | null, luck: number): number {
  if (retryAfterMs !== null && retryAfterMs > 0) return Math.min(LONGEST_ASKED_MS, retryAfterMs) + luck * 100;
  const wait = BACK_OFF_MS[Math.min(Math.max(0, turn), BACK_OFF_MS.length - 1)] ?? 8000;
  return wait * (0.75 + luck * 0.5);
}

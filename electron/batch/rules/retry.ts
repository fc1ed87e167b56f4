import type { FailureCode } from '#shared/failures/registry.ts';

/** What a document that went wrong means for the batch. */
export type Verdict =
  /** It is the document: sent again it would be refused again. */
  | 'give-up'
  /** It may work the next time. */
  | 'again'
  /** The service was interrupted with the document in hand; nothing is known about the document. */
  | 'interrupted'
  /** Nothing can be sent now, whatever the document. */
  | 'hold';

export interface WentWrong {
  readonly code: FailureCode;
  /** `job`: the service had taken the document before. */
  readonly stage: 'send' | 'job';
  /** It does not know a document any more that it had taken. */
  readonly forgotten: boolean;
  /** How often the document was sent, this time included. */
  readonly attempts: number;
}

export const MOST_ATTEMPTS = 4;
/** A document that the service took and failed at costs its work once more each time. */
const MOST_ATTEMPTS_OF_JOB = 2;

/** Whether a document is sent again after what went wrong. */
export function verdictOn({ code, stage, forgotten, attempts }: WentWrong): Verdict {
  if (code === 'run.not-running' || code === 'run.helper-missing' || code.startsWith('engine.')) return 'hold';
  if (code === 'service.unreachable' || forgotten) return 'interrupted';
  if (!code.startsWith('service.')) return 'give-up';
  return attempts < (stage === 'job' ? MOST_ATTEMPTS_OF_JOB : MOST_ATTEMPTS) ? 'again' : 'give-up';
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

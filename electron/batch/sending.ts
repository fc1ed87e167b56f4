import type { Foreseen } from '#shared/failures/failure.ts';
import type { Answered, Busy, Talk } from '../analysis/conversation.ts';
import type { Expectation } from './rules/asking.ts';
import type { backOffMs } from './rules/retry.ts';

export interface OneDocument {
  readonly id: string;
  readonly folder: string;
  readonly locale: string | null;
  /** The service has it already, since then: it is not sent, its answer is asked for. */
  readonly taken: { readonly route: string; readonly at: string; readonly document: Sent } | null;
}

export interface SendLimits {
  /** One submit: the body may be large and the container busy. */
  readonly submitMs: number;
  readonly pollMs: number;
  /** The longest wait between two questions for one answer that the service's `Retry-After` is given. */
  readonly longestRestMs: number;
  /** How long to wait after refusals. */
  readonly backOff: typeof backOffMs;
}

export interface SendNeeds {
  /** With whom, now: after the container was away it may be at another port. */
  readonly talk: () => Talk;
  /** What is on its way when the work is called off has until this ends to be told what became of it. */
  readonly submitSignal: AbortSignal;
  readonly limits: SendLimits;
  readonly clock: () => number;
  /** 0 to 1, as `Math.random`. */
  readonly luck: () => number;
  readonly expectation: () => Expectation | null;
  /** How many pages a document has of which it cannot be told. */
  readonly usualPages: () => number;
  /** Whether nothing else waits to be sent. */
  readonly isLast: () => boolean;
  /** Ends when it is on the disk that this document is on its way. */
  readonly sending: (document: Sent) => Promise<void>;
  /** Ends when it is on the disk that it was not taken after all. */
  readonly notTaken: () => Promise<void>;
  /** The service has it; ends when that is on the disk. Its bytes are not needed any more. */
  readonly accepted: (route: string, document: Sent) => Promise<void>;
  /** Ends when the container is there again that did not answer. */
  readonly untilBack: () => Promise<void>;
}

/** What is known of a document that was sent. */
export interface Sent {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** As they seem to be, before the service counts them. */
  readonly pages: number;
}

export type Outcome =
  | {
      readonly kind: 'answered';
      readonly document: Sent;
      readonly answer: Answered;
      /** From acceptance to the answer. */
      readonly milliseconds: number;
      /** How often it was asked for. */
      readonly asked: number;
    }
  | { readonly kind: 'busy'; readonly busy: Busy }
  | {
      readonly kind: 'wrong';
      readonly failure: Foreseen;
      readonly document: Sent | null;
      readonly stage: 'send' | 'job';
      readonly milliseconds: number | null;
      /** Where its answer may still come; null where the service said how it ended, or never had it. */
      readonly route: string | null;
    }
  /** The service may have counted it, and there is no answer to be had. */
  | {
      readonly kind: 'unsure';
      readonly failure: Foreseen;
      readonly document: Sent;
      readonly why: 'no-answer' | 'forgotten';
    };

export type Answer = Outcome & { readonly kind: 'answered' };
export type Wrong = Outcome & { readonly kind: 'wrong' };

export interface SenderLimits extends SendLimits {
  /** Bytes of documents in memory at once, one larger one aside. */
  readonly budgetBytes: number;
  /** How often a container that is gone is looked for. */
  readonly lookEveryMs: number;
  /** How long a document that is on its way when the work is called off may take to be taken. */
  readonly landMs: number;
}

import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { type Answered, type Busy, submit, type Talk } from '../analysis/conversation.ts';
import { readWhole } from './read-document.ts';
import type { Expectation } from './rules/asking.ts';
import { likelyPages } from './rules/likely-pages.ts';
import type { backOffMs } from './rules/retry.ts';
import { waitForAnswer } from './wait-for-answer.ts';

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

/**
 * Sends one document once, or takes up where one was sent before, and waits for what comes of it. Fails only when the signal
 * ends, or for what nobody foresaw.
 */
export async function sendOne(one: OneDocument, needs: SendNeeds): Promise<Outcome> {
  const { clock } = needs;
  let sent: Sent | null = one.taken?.document ?? null;
  let route: string | null = one.taken?.route ?? null;
  let acceptedAt: number | null = null;
  try {
    if (route === null) {
      const submitted = await submitOne(one, needs, (document) => {
        sent = document;
      });
      if (submitted.kind !== 'accepted') return submitted;
      ({ route } = submitted);
      sent = submitted.document;
    }
    acceptedAt = clock();
    const document = sent;
    if (document === null) throw new TypeError('sent and unknown');
    const { answer, asked } = await waitForAnswer(route, { id: one.id, pages: document.pages, acceptedAt }, needs);
    return { kind: 'answered', document, answer, milliseconds: clock() - acceptedAt, asked };
  } catch (error) {
    needs.talk().signal.throwIfAborted();
    if (!(error instanceof Foreseen) || isOfDisk(error)) throw error;
    const inJob = acceptedAt !== null;
    if (inJob && sent !== null && isForeseen(error, 'service.failed') && error.facts.serviceCode === '404')
      return { kind: 'unsure', failure: error, document: sent, why: 'forgotten' };
    const mayCome = error.code.startsWith('service.') && error.code !== 'service.failed';
    return {
      kind: 'wrong',
      failure: error,
      document: sent,
      stage: inJob ? 'job' : 'send',
      milliseconds: acceptedAt === null ? null : clock() - acceptedAt,
      route: inJob && mayCome ? route : null,
    };
  }
}

/** What cannot be kept concerns all documents. */
const isOfDisk = ({ code }: Foreseen): boolean => code === 'disk.full' || code === 'file.not-written';

type Submitted =
  | { readonly kind: 'accepted'; readonly route: string; readonly document: Sent }
  | (Outcome & { readonly kind: 'busy' | 'unsure' });

/** A function of its own, so that nothing holds the bytes while the service works. `read`: told what the document is. */
async function submitOne(one: OneDocument, needs: SendNeeds, read: (document: Sent) => void): Promise<Submitted> {
  const { bytes, type, sha256, sizeBytes, modifiedMs } = await readWhole(one);
  const pages = likelyPages(bytes, type) ?? Math.max(1, Math.round(needs.usualPages()));
  const document: Sent = { sha256, sizeBytes, modifiedMs, pages };
  read(document);
  const { signal } = needs.talk();
  signal.throwIfAborted();
  await needs.sending(document);
  if (signal.aborted) {
    await needs.notTaken();
    signal.throwIfAborted();
  }
  const options = { includeTextDetails: true, pages: null, locale: one.locale };
  const talk = { ...needs.talk(), signal: needs.submitSignal };
  let answer: Awaited<ReturnType<typeof submit>>;
  try {
    answer = await submit(talk, { name: one.id, bytes, type }, options, needs.limits.submitMs);
  } catch (error) {
    // Refused in words, or not sent at all: whatever else it is, it is not counted.
    if (error instanceof Foreseen) await needs.notTaken();
    throw error;
  }
  if (answer.kind === 'unsure') return { kind: 'unsure', failure: answer.failure, document, why: 'no-answer' };
  if (answer.kind === 'busy') {
    await needs.notTaken();
    return { kind: 'busy', busy: answer };
  }
  await needs.accepted(answer.route, document);
  signal.throwIfAborted();
  return { kind: 'accepted', route: answer.route, document };
}

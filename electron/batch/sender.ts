import { setMaxListeners } from 'node:events';
import type { LedgerEntry } from '#shared/domain/history.ts';
import { type Failure, toFailure } from '#shared/failures/failure.ts';
import type { Talk } from '../analysis/conversation.ts';
import { outcomeOf } from '../analysis/outcome.ts';
import { createHold, type HoldNeeds } from './hold.ts';
import { createQueue } from './queue.ts';
import { type Expectation, learn } from './rules/asking.ts';
import { firstPace, type Pace, paceAfter } from './rules/pace.ts';
import { INTERRUPTIONS_BEFORE_ALONE, verdictOn } from './rules/retry.ts';
import { type OneDocument, type Outcome, type SendLimits, sendOne } from './send-one.ts';

export type Answer = Outcome & { readonly kind: 'answered' };

/** What becomes of documents, kept where it lasts. */
export interface Keeping {
  /** Ends when the answer and the manifest's line are on the disk. */
  readonly done: (id: string, answer: Answer, attempts: number) => Promise<void>;
  readonly failed: (id: string, wrong: Outcome & { readonly kind: 'wrong' }, attempts: number) => Promise<void>;
  readonly running: (id: string, attempts: number) => void;
  /** It waits again. */
  readonly back: (id: string) => void;
}

export interface SenderNeeds {
  readonly deployment: Talk['deployment'];
  /** Where the service is now. */
  readonly port: number;
  readonly look: HoldNeeds['look'];
  readonly one: (id: string) => OneDocument;
  readonly sizeOf: (id: string) => number;
  readonly keeping: Keeping;
  readonly record: (entry: Pick<LedgerEntry, 'sentAt' | 'outcome' | 'pages'>) => void;
  readonly paused: () => boolean;
  readonly changed: () => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly clock: () => number;
  readonly luck: () => number;
  readonly limits: SenderLimits;
}

export interface SenderLimits extends SendLimits {
  /** Bytes of documents in memory at once, one larger one aside. */
  readonly budgetBytes: number;
  /** How often a container that is gone is looked for. */
  readonly lookEveryMs: number;
}

export interface SenderFacts {
  readonly inFlight: number;
  readonly backingOffUntil: string | null;
  readonly held: Failure | null;
}

/** Answers that wait to be written; with more of them nothing new is sent, for the disk is what is slow. */
const MOST_WRITING = 64;
/** After so many refusals in a row, with nothing in hand, the service's being busy is told as what the batch waits for. */
const REFUSALS_TO_TELL = 4;

/** From so many given up in a row on, the service is what is wrong; each more doubles the wait, so many times. */
const GIVEN_UP_TO_SLOW = 3;
const MOST_SLOWER = 4;

export type Sender = ReturnType<typeof createSender>;

/** Sends documents, as many at once as the service takes best, until none waits. */
export function createSender(ids: readonly string[], needs: SenderNeeds) {
  const { keeping, clock, limits } = needs;
  const stopping = new AbortController();
  const signal = AbortSignal.any([needs.signal, stopping.signal]);
  // Every document in flight listens for the end, in more than one place.
  setMaxListeners(0, signal);
  const queue = createQueue(ids);
  const tasks = new Set<Promise<void>>();
  let pace: Pace = firstPace(clock());
  let expectation: Expectation | null = null;
  let usualPages = 1;
  let port = needs.port;
  let inFlight = 0;
  let alone = false;
  let accepted = 0;
  let writing = 0;
  let bytesHeld = 0;
  let refusals = 0;
  /** Documents that failed for the service's sake since one went well. */
  let givenUpInRow = 0;
  /** Nothing is sent before; `soft`: unless a document comes back before. */
  let wait: { readonly until: number; readonly soft: boolean } | null = null;
  let told: Failure | null = null;
  let fatal: { readonly error: unknown } | null = null;
  let wake: () => void = () => undefined;

  const hold = createHold({
    look: needs.look,
    everyMs: limits.lookEveryMs,
    signal,
    changed: needs.changed,
    back: (there, wasGone) => {
      port = there;
      if (wasGone) pace = paceAfter(pace, { kind: 'back', at: clock() });
    },
  });

  const stir = (): void => {
    wake();
    needs.changed();
  };

  /** What may be sent at that time: an id, or null. */
  function next(now: number): string | null {
    if (fatal || hold.looking() || needs.paused() || writing >= MOST_WRITING || alone) return null;
    if (wait !== null && now < wait.until) return null;
    if (inFlight >= pace.limit) return null;
    const id = queue.peek(now);
    if (id === null || (queue.isAlone(id) && inFlight > 0)) return null;
    if (bytesHeld > 0 && bytesHeld + needs.sizeOf(id) > limits.budgetBytes) return null;
    return id;
  }

  function begin(id: string): void {
    queue.take(id);
    const attempts = queue.attempt(id);
    alone = queue.isAlone(id);
    inFlight += 1;
    keeping.running(id, attempts);
    const task = deliver(id, attempts, needs.sizeOf(id))
      .catch((error: unknown) => {
        fatal ??= { error };
        stopping.abort(error);
      })
      .finally(() => {
        tasks.delete(task);
        stir();
      });
    tasks.add(task);
  }

  async function deliver(id: string, attempts: number, sizeBytes: number): Promise<void> {
    const sentAt = clock();
    let acceptedAt: string | null = null;
    let bytes = sizeBytes;
    bytesHeld += bytes;
    const release = (): void => {
      bytesHeld -= bytes;
      bytes = 0;
    };
    let outcome: Outcome | null = null;
    let full = false;
    try {
      outcome = await sendOne(needs.one(id), {
        talk: { deployment: needs.deployment, port, signal },
        limits,
        clock,
        luck: needs.luck,
        expectation: () => expectation,
        usualPages: () => usualPages,
        isLast: () => queue.isEmpty(),
        accepted: () => {
          acceptedAt = needs.now().toISOString();
          // Now, so that a kill does not lose it; how it ended takes the place of this.
          needs.record({ sentAt: acceptedAt, outcome: 'unknown', pages: null });
          accepted += 1;
          refusals = 0;
          if (told?.code === 'service.busy') told = null;
          release();
          wake();
        },
      });
    } finally {
      release();
      full = inFlight >= pace.limit;
      inFlight -= 1;
      alone = false;
      if (acceptedAt !== null) accepted -= 1;
      if (outcome === null) keeping.back(id);
    }
    if (outcome.kind === 'answered') await answered(id, outcome, { attempts, sentAt, acceptedAt, full });
    else if (outcome.kind === 'busy') refused(id, outcome, sentAt);
    else await wentWrong(id, outcome, { attempts, sentAt, acceptedAt });
  }

  interface Sent {
    readonly attempts: number;
    readonly sentAt: number;
    readonly acceptedAt: string | null;
  }

  async function answered(id: string, outcome: Answer, sent: Sent & { readonly full: boolean }): Promise<void> {
    const { pages } = outcome.answer;
    givenUpInRow = 0;
    told = null;
    if (wait?.soft) wait = null;
    pace = paceAfter(pace, { kind: 'answered', at: clock(), sentAt: sent.sentAt, pages, full: sent.full });
    expectation = learn(expectation, pages, outcome.milliseconds, outcome.asked);
    usualPages += (pages - usualPages) * 0.2;
    if (sent.acceptedAt !== null) needs.record({ sentAt: sent.acceptedAt, outcome: 'succeeded', pages });
    queue.ended(id);
    // The next one goes out while this one is written.
    writing += 1;
    stir();
    try {
      await keeping.done(id, outcome, sent.attempts);
    } finally {
      writing -= 1;
    }
  }

  function refused(id: string, { busy }: Outcome & { kind: 'busy' }, sentAt: number): void {
    const at = clock();
    pace = paceAfter(pace, { kind: 'busy', at, sentAt, held: accepted });
    queue.notSent(id);
    keeping.back(id);
    const until = at + limits.backOff(refusals, busy.retryAfterMs, needs.luck());
    if (wait === null || until > wait.until) wait = { until, soft: busy.retryAfterMs === null && accepted > 0 };
    refusals += 1;
    if (refusals >= REFUSALS_TO_TELL && accepted === 0) told = toFailure(busy.failure);
  }

  async function wentWrong(id: string, wrong: Outcome & { kind: 'wrong' }, sent: Sent): Promise<void> {
    const { failure, stage, forgotten } = wrong;
    const { code } = failure;
    if (sent.acceptedAt !== null) needs.record({ sentAt: sent.acceptedAt, outcome: outcomeOf(failure), pages: null });
    const verdict = verdictOn({ code, stage, forgotten, attempts: sent.attempts });
    const wrongEvent = { kind: 'wrong', at: clock(), sentAt: sent.sentAt, slow: code === 'service.too-slow' } as const;
    if (verdict === 'give-up') return giveUp(id, wrong, sent.attempts);
    if (verdict === 'interrupted') {
      if (queue.isAlone(id)) await giveUp(id, wrong, sent.attempts);
      else {
        const times = queue.interrupted(id, clock() + limits.backOff(0, null, needs.luck()) / 2);
        if (times >= INTERRUPTIONS_BEFORE_ALONE) queue.sendAlone(id);
        keeping.back(id);
      }
      pace = paceAfter(pace, wrongEvent);
      // A broken line may be the end of the container: nothing is sent until it is known to be there.
      await hold.untilBack();
      return;
    }
    const again = limits.backOff(sent.attempts - 1, null, needs.luck());
    if (verdict === 'hold') {
      queue.notSent(id);
      told = toFailure(failure);
      wait = { until: clock() + Math.max(limits.lookEveryMs, again), soft: false };
    } else {
      pace = paceAfter(pace, wrongEvent);
      queue.later(id, clock() + again);
    }
    keeping.back(id);
  }

  async function giveUp(id: string, wrong: Outcome & { kind: 'wrong' }, attempts: number): Promise<void> {
    const { failure } = wrong;
    if (failure.code.startsWith('service.')) givenUpInRow += 1;
    if (givenUpInRow >= GIVEN_UP_TO_SLOW) {
      // Nothing goes well any more: rather than have thousands fail within minutes, a few are tried now and then.
      told = toFailure(failure);
      const slower =
        limits.backOff(0, null, needs.luck()) * 2 ** Math.min(MOST_SLOWER, givenUpInRow - GIVEN_UP_TO_SLOW);
      wait = { until: clock() + slower, soft: false };
      pace = paceAfter(pace, { kind: 'wrong', at: clock(), sentAt: clock(), slow: true });
    }
    queue.ended(id);
    await keeping.failed(id, wrong, attempts);
  }

  /** Ends at the next time something is due after `looked`, the time of the last look: what came due since is due now. */
  const tick = (looked: number): Promise<void> =>
    new Promise((resolve) => {
      const times = [wait?.until ?? null, queue.nextTime()].filter((time) => time !== null && time > looked);
      const timer =
        times.length === 0 ? null : setTimeout(resolve, Math.max(1, Math.min(...(times as number[])) - clock()));
      wake = () => {
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
    });

  return {
    facts: (): SenderFacts => ({
      inFlight,
      backingOffUntil:
        wait !== null && wait.until > clock()
          ? new Date(needs.now().getTime() + wait.until - clock()).toISOString()
          : null,
      held: hold.reason() ?? told,
    }),
    /** Something from outside changed, e.g. the batch was resumed. */
    stir,
    /** Ends when nothing waits. An end of the signal, or a failure that concerns all, first lets go of what is in flight. */
    async run(): Promise<void> {
      const stop = (): void => wake();
      needs.signal.throwIfAborted();
      signal.addEventListener('abort', stop);
      try {
        while (!fatal && !signal.aborted) {
          const before = inFlight;
          const now = clock();
          for (let id = next(now); id !== null; id = next(now)) begin(id);
          if (inFlight !== before) needs.changed();
          if (tasks.size === 0 && queue.isEmpty()) break;
          await tick(now);
        }
      } finally {
        signal.removeEventListener('abort', stop);
        await Promise.all(tasks);
      }
      needs.signal.throwIfAborted();
      if (fatal) throw fatal.error;
    },
  };
}

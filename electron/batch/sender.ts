import { setMaxListeners } from 'node:events';
import type { LedgerEntry } from '#shared/domain/history.ts';
import type { Failure, Foreseen } from '#shared/failures/failure.ts';
import type { Talk } from '../analysis/conversation.ts';
import { createOutcomes, type Delivery, type Keeping } from './delivery.ts';
import { endLater } from './end-later.ts';
import { createHold, type HoldNeeds } from './hold.ts';
import { createLearning } from './learning.ts';
import { createQueue } from './queue.ts';
import { createRests } from './rests.ts';
import { sendOne } from './send-one.ts';
import type { Answer, OneDocument, Outcome, SenderLimits } from './sending.ts';

export interface SenderNeeds {
  readonly deployment: Talk['deployment'];
  /** Where the service is now. */
  readonly port: number;
  readonly look: HoldNeeds['look'];
  readonly one: (id: string) => OneDocument;
  readonly sizeOf: (id: string) => number;
  /** Whether it is to be sent while nothing else is in hand. */
  readonly isSuspect: (id: string) => boolean;
  readonly keeping: Keeping;
  readonly record: (entry: Pick<LedgerEntry, 'sentAt' | 'outcome' | 'pages'>) => void;
  readonly deathSince: (at: string) => Promise<Foreseen | null>;
  readonly outputTrouble: () => Promise<Foreseen | null>;
  readonly sendAgain: boolean;
  readonly paused: () => boolean;
  readonly changed: () => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly clock: () => number;
  readonly luck: () => number;
  readonly limits: SenderLimits;
}

export interface SenderFacts {
  readonly inFlight: number;
  readonly backingOffUntil: string | null;
  readonly held: Failure | null;
}

/** Answers that wait to be written; with more of them nothing new is sent, for the disk is what is slow. */
const MOST_WRITING = 64;

export type Sender = ReturnType<typeof createSender>;

/** Sends documents, as many at once as the service takes best, until none waits. */
export function createSender(ids: readonly string[], needs: SenderNeeds) {
  const { keeping, clock, limits } = needs;
  const stopping = new AbortController();
  const signal = AbortSignal.any([needs.signal, stopping.signal]);
  const submitSignal = endLater(signal, limits.landMs);
  // Every document in flight listens for the end, in more than one place.
  setMaxListeners(0, signal, submitSignal);
  const queue = createQueue(ids);
  const learning = createLearning(clock());
  const rests = createRests(needs);
  const tasks = new Set<Promise<void>>();
  const inFlight = new Set<Delivery>();
  let port = needs.port;
  let alone = false;
  let accepted = 0;
  let writing = 0;
  let bytesHeld = 0;
  let fatal: { readonly error: unknown } | null = null;
  let wake: () => void = () => undefined;

  const hold = createHold({
    look: needs.look,
    everyMs: limits.lookEveryMs,
    signal,
    changed: needs.changed,
    back: (there, wasGone) => {
      port = there;
      if (wasGone) learning.happened({ kind: 'back', at: clock() });
    },
  });
  const outcomes = createOutcomes({ ...needs, queue, rests, learning, hold });

  const stir = (): void => {
    wake();
    needs.changed();
  };

  /** What may be sent at that time: an id, or null. */
  function next(now: number): string | null {
    if (fatal || hold.looking() || needs.paused() || writing >= MOST_WRITING || alone) return null;
    const resting = rests.until();
    if (resting !== null && now < resting) return null;
    if (inFlight.size >= learning.limit()) return null;
    const id = queue.peek(now);
    if (id === null || (queue.isAlone(id) && inFlight.size > 0)) return null;
    if (bytesHeld > 0 && bytesHeld + needs.sizeOf(id) > limits.budgetBytes) return null;
    return id;
  }

  function begin(id: string): void {
    queue.take(id);
    const attempts = queue.attempt(id);
    alone = queue.isAlone(id);
    for (const other of inFlight) other.company = true;
    const delivery: Delivery = {
      id,
      attempts,
      sentAt: clock(),
      sentAtIso: needs.now().toISOString(),
      takenAt: null,
      company: inFlight.size > 0,
    };
    inFlight.add(delivery);
    keeping.running(id, attempts);
    const task = deliver(delivery)
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

  async function deliver(delivery: Delivery): Promise<void> {
    const { id, attempts } = delivery;
    const one = needs.one(id);
    let bytes = one.taken ? 0 : needs.sizeOf(id);
    bytesHeld += bytes;
    const release = (): void => {
      bytesHeld -= bytes;
      bytes = 0;
    };
    if (one.taken) {
      delivery.takenAt = one.taken.at;
      accepted += 1;
    }
    let outcome: Outcome | null = null;
    let full = false;
    try {
      outcome = await sendOne(one, {
        talk: () => ({ deployment: needs.deployment, port, signal }),
        submitSignal,
        limits,
        clock,
        luck: needs.luck,
        expectation: learning.expectation,
        usualPages: learning.usualPages,
        isLast: queue.isEmpty,
        sending: (document) => keeping.sending(id, document, attempts),
        notTaken: () => keeping.notTaken(id),
        async accepted(route, document) {
          const at = needs.now().toISOString();
          try {
            await keeping.accepted(id, document, { route, at, attempts });
          } finally {
            // Also where the manifest could not be written: the service has it. How it ended takes the place of this.
            needs.record({ sentAt: at, outcome: 'unknown', pages: null });
          }
          delivery.takenAt = at;
          accepted += 1;
          rests.taken();
          release();
          wake();
        },
        untilBack: hold.untilBack,
      });
    } finally {
      release();
      full = inFlight.size >= learning.limit();
      inFlight.delete(delivery);
      alone = false;
      if (delivery.takenAt !== null) accepted -= 1;
      if (outcome === null) keeping.back(id);
    }
    if (outcome.kind === 'answered') await answered(delivery, outcome, full);
    else if (outcome.kind === 'busy') outcomes.refused(delivery, outcome, accepted);
    else if (outcome.kind === 'unsure') await outcomes.unsure(delivery, outcome);
    else await outcomes.wentWrong(delivery, outcome);
  }

  async function answered({ id, attempts, sentAt, takenAt }: Delivery, outcome: Answer, full: boolean): Promise<void> {
    rests.wentWell();
    learning.answered(outcome, { at: clock(), sentAt, full });
    if (takenAt !== null) needs.record({ sentAt: takenAt, outcome: 'succeeded', pages: outcome.answer.pages });
    queue.ended(id);
    // The next one goes out while this one is written.
    writing += 1;
    stir();
    try {
      await keeping.done(id, outcome, attempts);
    } finally {
      writing -= 1;
    }
  }

  /** Ends at the next time something is due after `looked`, the time of the last look: what came due since is due now. */
  const tick = (looked: number): Promise<void> =>
    new Promise((resolve) => {
      const times = [rests.until(), queue.nextTime()].filter((time) => time !== null && time > looked);
      const timer =
        times.length === 0 ? null : setTimeout(resolve, Math.max(1, Math.min(...(times as number[])) - clock()));
      wake = () => {
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
    });

  function facts(): SenderFacts {
    const left = (rests.until() ?? 0) - clock();
    return {
      inFlight: inFlight.size,
      backingOffUntil: left > 0 ? new Date(needs.now().getTime() + left).toISOString() : null,
      held: hold.reason() ?? rests.told(),
    };
  }

  return {
    facts,
    /** Something from outside changed, e.g. the batch was resumed. */
    stir,
    /** Ends when nothing waits. An end of the signal, or a failure that concerns all, first lets go of what is in flight. */
    async run(): Promise<void> {
      const stop = (): void => wake();
      needs.signal.throwIfAborted();
      for (const id of ids) if (needs.isSuspect(id)) queue.sendAlone(id);
      signal.addEventListener('abort', stop);
      try {
        while (!fatal && !signal.aborted) {
          const before = inFlight.size;
          const now = clock();
          for (let id = next(now); id !== null; id = next(now)) begin(id);
          if (inFlight.size !== before) needs.changed();
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

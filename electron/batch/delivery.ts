import type { LedgerEntry } from '#shared/domain/history.ts';
import type { Foreseen } from '#shared/failures/failure.ts';
import { outcomeOf } from '../analysis/outcome.ts';
import type { Hold } from './hold.ts';
import type { Learning } from './learning.ts';
import type { Unsure } from './manifest-lines.ts';
import type { Queue } from './queue.ts';
import type { Rests } from './rests.ts';
import { INTERRUPTIONS_BEFORE_ALONE, verdictOn } from './rules/retry.ts';
import type { Answer, Outcome, SenderLimits, Sent, Wrong } from './sending.ts';

/** What becomes of documents, kept where it lasts: each ends when it is on the disk. */
export interface Keeping {
  readonly sending: (id: string, document: Sent, attempts: number) => Promise<void>;
  readonly notTaken: (id: string) => Promise<void>;
  /** `at`: when the service took it, as the ledger has it. */
  readonly accepted: (
    id: string,
    document: Sent,
    taken: { route: string; at: string; attempts: number },
  ) => Promise<void>;
  readonly unsure: (id: string, document: Sent, why: Unsure['why'], attempts: number) => Promise<void>;
  readonly done: (id: string, answer: Answer, attempts: number) => Promise<void>;
  readonly failed: (id: string, wrong: Wrong, attempts: number) => Promise<void>;
  readonly running: (id: string, attempts: number) => void;
  /** It is not being worked at any more, and is what was kept last. */
  readonly back: (id: string) => void;
}

/** A document in hand. */
export interface Delivery {
  readonly id: string;
  readonly attempts: number;
  /** A reading of the clock, and the same as an instant. */
  readonly sentAt: number;
  readonly sentAtIso: string;
  /** When the service took it; null until it has. */
  takenAt: string | null;
  /** Others were in hand meanwhile. */
  company: boolean;
}

export interface OutcomeNeeds {
  readonly queue: Queue;
  readonly rests: Rests;
  readonly learning: Learning;
  readonly hold: Hold;
  readonly keeping: Keeping;
  readonly record: (entry: Pick<LedgerEntry, 'sentAt' | 'outcome' | 'pages'>) => void;
  /** How a container of the deployment was killed since; null where none was. */
  readonly deathSince: (at: string) => Promise<Foreseen | null>;
  /** What is wrong with the folders that the service writes to; null where nothing is. */
  readonly outputTrouble: () => Promise<Foreseen | null>;
  /** Documents of which nobody knows whether they were counted may be sent again. */
  readonly sendAgain: boolean;
  readonly limits: SenderLimits;
  readonly clock: () => number;
  readonly luck: () => number;
}

/** What follows from how a document ended, for itself and for the others. */
export function createOutcomes(needs: OutcomeNeeds) {
  const { queue, rests, learning, hold, keeping, clock, limits } = needs;
  const wrongEvent = ({ sentAt }: Delivery, { code }: Foreseen) =>
    ({ kind: 'wrong', at: clock(), sentAt, slow: code === 'service.too-slow' }) as const;

  function refused({ id, sentAt }: Delivery, { busy }: Outcome & { kind: 'busy' }, inHand: number): void {
    learning.happened({ kind: 'busy', at: clock(), sentAt, held: inHand });
    queue.notSent(id);
    keeping.back(id);
    rests.refused(busy.failure, busy.retryAfterMs, inHand);
  }

  async function wentWrong(delivery: Delivery, wrong: Wrong): Promise<void> {
    const { id, attempts, takenAt } = delivery;
    const { failure, stage } = wrong;
    const outcome = outcomeOf(failure);
    // Unknown it is in the ledger already, since the service took it.
    if (takenAt !== null && outcome !== 'unknown') needs.record({ sentAt: takenAt, outcome, pages: null });
    const death = stage === 'job' ? await needs.deathSince(delivery.sentAtIso) : null;
    if (death !== null) {
      if (!delivery.company) return giveUp(delivery, { ...wrong, failure: death, route: null });
      // One of those that were in hand did it. Each alone, it shows which.
      queue.sendAlone(id);
    }
    const trouble = death === null && failure.code === 'service.failed' ? await needs.outputTrouble() : null;
    // With a folder that takes no files no document goes well, whichever it is.
    const verdict = trouble ? 'hold' : verdictOn({ code: failure.code, stage, attempts });
    if (verdict === 'give-up') return giveUp(delivery, wrong);
    const again = limits.backOff(attempts - 1, null, needs.luck());
    if (verdict === 'unreached') {
      queue.notSent(id);
      keeping.back(id);
      learning.happened(wrongEvent(delivery, failure));
      // Nothing listens: nothing is sent until the container is known to be there.
      await hold.untilBack();
      return;
    }
    if (verdict === 'hold') {
      queue.notSent(id);
      // The service said that it failed: there is nothing to ask for at its route.
      if (stage === 'job') await keeping.notTaken(id);
      rests.held(trouble ?? failure, again);
    } else {
      learning.happened(wrongEvent(delivery, failure));
      queue.later(id, clock() + again);
    }
    keeping.back(id);
  }

  async function unsure(delivery: Delivery, outcome: Outcome & { kind: 'unsure' }): Promise<void> {
    const { id, attempts } = delivery;
    const { failure, document, why } = outcome;
    learning.happened(wrongEvent(delivery, failure));
    // A broken line may be the end of the container: nothing is sent until it is known to be there.
    const back = hold.untilBack();
    const [death] = await Promise.all([
      needs.deathSince(delivery.sentAtIso),
      back.catch(() => undefined), // told below
    ]);
    const wrong: Wrong = { ...outcome, kind: 'wrong', stage: 'job', milliseconds: null, route: null };
    if (death !== null && !delivery.company) await giveUp(delivery, { ...wrong, failure: death });
    else if (needs.sendAgain && queue.isAlone(id)) await giveUp(delivery, { ...wrong, failure: death ?? failure });
    else if (needs.sendAgain) {
      const times = queue.interrupted(id, clock() + limits.backOff(0, null, needs.luck()) / 2);
      if (death !== null || times >= INTERRUPTIONS_BEFORE_ALONE) queue.sendAlone(id);
      await keeping.unsure(id, document, death ? 'service-ended' : why, attempts);
      keeping.back(id);
    } else {
      if (why === 'no-answer') slowDownIfMany(failure);
      queue.ended(id);
      await keeping.unsure(id, document, death ? 'service-ended' : why, attempts);
      keeping.back(id);
    }
    await back;
  }

  function slowDownIfMany(failure: Foreseen): void {
    if (!rests.gaveUp(failure)) return;
    learning.happened({ kind: 'wrong', at: clock(), sentAt: clock(), slow: true });
  }

  async function giveUp({ id, attempts }: Delivery, wrong: Wrong): Promise<void> {
    if (wrong.failure.code.startsWith('service.')) slowDownIfMany(wrong.failure);
    queue.ended(id);
    await keeping.failed(id, wrong, attempts);
  }

  return { refused, wentWrong, unsure };
}

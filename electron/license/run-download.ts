import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { LicenceQuestion } from '#shared/domain/operations.ts';
import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { answered } from './container.ts';
import type { OpenQuestion } from './questions.ts';
import type { RunLog } from './run-log.ts';

export interface DownloadLimits {
  /** How often is looked whether something moves. */
  readonly lookEveryMs: number;
  /** How long a failure that the container retries by itself may last. */
  readonly patienceMs: number;
  /** After so long without a sign of life the operator is asked. */
  readonly askAfterMs: number;
  /** After so long without a sign of life, and without an answer, it is given up. */
  readonly giveUpMs: number;
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  lookEveryMs: 400,
  patienceMs: 60_000,
  askAfterMs: 60_000,
  giveUpMs: 30 * 60_000,
};

/** A look at the container that takes longer tells nothing. */
const ANSWER_MS = 10_000;

/** The wait for the end has no limit but what a timer takes, 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The last lines come after the exit; a log that does not end then is left. */
const LAST_LINES_MS = 60_000;

export interface RanDownload {
  /** What the container printed, redacted. */
  readonly printed: string;
  /** Null where it still runs: the operator said to take what is there. */
  readonly exitCode: number | null;
  /** What its words say went wrong; it may have got over it. */
  readonly trouble: Foreseen | null;
  /** Its last lines. */
  readonly detail: string;
}

/**
 * Follows a licence download to its exit, however long that takes while something moves: words, a progress without line
 * ends, or files that grow. Whether the vendor's container ends by itself is unknown (vendor contract 3.3), so after a
 * long quiet the operator is asked whether to go on waiting or to take what is there.
 *
 * Fails with `license.*` where its words tell that nothing more will come; an abort ends in the signal's reason.
 */
export async function watchDownload(input: {
  readonly engine: Engine;
  readonly containerId: string;
  readonly image: ImageId;
  /** What it prints, and the end of that. */
  readonly log: RunLog;
  readonly following: Promise<void>;
  readonly signal: AbortSignal;
  readonly ask: (question: LicenceQuestion) => OpenQuestion;
  readonly now: () => Date;
  readonly limits: DownloadLimits;
}): Promise<RanDownload> {
  const { engine, containerId, image, log, following, limits, now } = input;
  const over = new AbortController();
  const signal = AbortSignal.any([input.signal, over.signal]);
  const lost: unknown[] = [];
  let exitCode: number | null = null;
  const ended = answered(engine.containers.wait(containerId, signal), signal, LONGEST_TIMER_MS).then(
    (code) => {
      exitCode = code;
    },
    (error: unknown) => {
      lost.push(error);
    },
  );
  const settled = Promise.allSettled([ended]);
  const pause = (ms: number): Promise<unknown> =>
    Promise.race([sleep(ms, undefined, { signal }), ended]).catch(() => undefined);

  /** Null where it is gone; undefined where the engine does not say. */
  const look = (): Promise<ContainerFacts | null | undefined> =>
    answered(engine.containers.inspect(containerId), input.signal, ANSWER_MS).catch((error: unknown) =>
      isForeseen(error, 'engine.slow') ? undefined : fail(error),
    );

  let question: OpenQuestion | null = null;
  const answers: ('wait' | 'take' | 'stop')[] = [];
  const withdraw = (): void => {
    question?.withdraw();
    question = null;
  };
  try {
    let movedAt = now().getTime();
    let askFrom = movedAt;
    let bytes: number | null = null;
    for (;;) {
      input.signal.throwIfAborted();
      if (exitCode !== null) break;
      if (log.fatal()) throw log.fatal();
      // A sign of life, if it tells; an engine that hangs is no reason not to look at what else there is.
      const written = await answered(engine.containers.writtenBytes(containerId), signal, ANSWER_MS).catch(() => null);
      if (written !== null && bytes !== null && written !== bytes) log.wrote();
      const moves = log.moved() || (written !== null && written !== bytes);
      bytes = written ?? bytes;
      if (moves) {
        movedAt = now().getTime();
        askFrom = movedAt;
        withdraw();
      }
      const passing = log.passing();
      if (passing && passing.sinceMs !== null && now().getTime() - passing.sinceMs > limits.patienceMs)
        throw passing.failure;
      const answer = answers.pop();
      if (answer === 'take') return { printed: log.printed(), exitCode: null, trouble: null, detail: log.detail() };
      if (answer === 'stop') throw new Foreseen('license.stopped', { image }, { detail: log.detail() });
      if (answer === 'wait') {
        question = null;
        askFrom = now().getTime();
      }
      const quietMs = now().getTime() - askFrom;
      if (quietMs > limits.giveUpMs)
        throw new Foreseen(
          'license.too-slow',
          { image, minutes: Math.round((now().getTime() - movedAt) / 60_000) },
          { detail: log.detail() },
        );
      if (quietMs > limits.askAfterMs && question === null) {
        const since = new Date(movedAt).toISOString();
        question = input.ask({ image, why: 'quiet', since, exitCode: null, files: [], refused: [] });
        void question.decision.then((decision) => answers.push(decision));
      }
      await pause(limits.lookEveryMs);
      input.signal.throwIfAborted();
      if (lost.length > 0) throw lost[0];
      if (exitCode !== null) continue;
      const found = await look();
      // A container that was removed under our hands ends the wait with an error.
      if (found === null) throw new Foreseen('license.none-written', { image, exitCode: -1 }, { detail: log.detail() });
      // A wait whose connection broke may never say so.
      if (found?.state === 'exited' || found?.state === 'dead') exitCode ??= found.exitCode ?? -1;
    }
    await Promise.race([following, sleep(LAST_LINES_MS, undefined, { signal })]).catch(() => undefined);
    input.signal.throwIfAborted();
    const trouble = log.fatal() ?? log.passing()?.failure ?? null;
    return { printed: log.printed(), exitCode, trouble, detail: log.detail() };
  } finally {
    withdraw();
    over.abort();
    await settled;
  }
}

function fail(error: unknown): never {
  throw error;
}

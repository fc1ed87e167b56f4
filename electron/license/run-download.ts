import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { LicenceDecision, LicenceQuestion } from '#shared/domain/operations.ts';
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

interface Watched {
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
}

/**
 * Follows a licence download to its exit, however long that takes while something moves: words, a progress without line
 * ends, or files that grow. Whether the vendor's container ends by itself is unknown (vendor contract 3.3), so after a
 * long quiet the operator is asked whether to go on waiting or to take what is there.
 *
 * Fails with `license.*` where its words mean that nothing more will come, and with `engine.*`; an abort ends in the signal's
 * reason.
 */
export async function watchDownload(watched: Watched): Promise<RanDownload> {
  const { engine, containerId, log, following, limits, now } = watched;
  const over = new AbortController();
  const signal = AbortSignal.any([watched.signal, over.signal]);
  const exit = watchExit(watched, signal);
  const quiet = watchQuiet(watched);
  let bytes: number | null = null;
  try {
    for (;;) {
      watched.signal.throwIfAborted();
      if (exit.code() !== null) break;
      if (log.fatal()) throw log.fatal();
      // A sign of life, if it answers; an engine that hangs is no reason not to look at what else there is.
      const written = await answered(engine.containers.writtenBytes(containerId), signal, ANSWER_MS).catch(() => null);
      const grew = written !== null && written !== bytes;
      if (grew && bytes !== null) log.wrote();
      bytes = written ?? bytes;
      const moves = log.moved() || grew;
      const passing = log.passing();
      if (passing && passing.sinceMs !== null && now().getTime() - passing.sinceMs > limits.patienceMs)
        throw passing.failure;
      if (quiet.look(moves) === 'take')
        return { printed: log.printed(), exitCode: null, trouble: null, detail: log.detail() };
      await exit.pause(limits.lookEveryMs);
      watched.signal.throwIfAborted();
      await exit.look();
    }
    await Promise.race([following, sleep(LAST_LINES_MS, undefined, { signal })]).catch(() => undefined);
    watched.signal.throwIfAborted();
    const trouble = log.fatal() ?? log.passing()?.failure ?? null;
    return { printed: log.printed(), exitCode: exit.code(), trouble, detail: log.detail() };
  } finally {
    quiet.withdraw();
    over.abort();
  }
}

/**
 * The exit of the container, by the engine's own wait and by looking. A wait whose connection breaks, or that never answers, is
 * no end: the looks go on.
 */
function watchExit({ engine, containerId, image, log }: Watched, signal: AbortSignal) {
  let code: number | null = null;
  const exited = new Promise<void>((resolve) => {
    answered(engine.containers.wait(containerId, signal), signal, LONGEST_TIMER_MS).then(
      (exitCode) => {
        code = exitCode;
        resolve();
      },
      () => undefined, // the next look fails where the engine is lost
    );
  });
  return {
    code: (): number | null => code,
    /** Ends after the time, or with the exit, or the signal. */
    pause: (ms: number): Promise<unknown> =>
      Promise.race([sleep(ms, undefined, { signal }), exited]).catch(() => undefined),
    /** Fails with `license.none-written` where the container was removed, and with `engine.*`; an engine that is slow may be asked again. */
    async look(): Promise<void> {
      if (code !== null) return;
      let found: ContainerFacts | null;
      try {
        found = await answered(engine.containers.inspect(containerId), signal, ANSWER_MS);
      } catch (error) {
        if (isForeseen(error, 'engine.slow')) return;
        throw error;
      }
      if (code !== null) return; // it came meanwhile
      if (found === null) throw new Foreseen('license.none-written', { image, exitCode: -1 }, { detail: log.detail() });
      if (found.state === 'exited' || found.state === 'dead') code = found.exitCode ?? -1;
    },
  };
}

/** How long nothing has moved, and what the operator says to that. */
function watchQuiet({ image, log, ask, now, limits }: Watched) {
  let movedAt = now().getTime();
  let askFrom = movedAt;
  let question: OpenQuestion | null = null;
  let answer: LicenceDecision | null = null;
  const withdraw = (): void => {
    question?.withdraw();
    question = null;
  };
  return {
    withdraw,
    /** To be called at each look; `take` where the operator said so. Fails with `license.stopped`, `license.too-slow`. */
    look(moves: boolean): 'take' | null {
      const at = now().getTime();
      if (moves) {
        movedAt = at;
        askFrom = at;
        withdraw();
      }
      const given = answer;
      answer = null;
      if (given === 'take') return given;
      if (given === 'stop') throw new Foreseen('license.stopped', { image }, { detail: log.detail() });
      if (given === 'wait') {
        question = null;
        askFrom = at;
      }
      if (at - askFrom > limits.giveUpMs) {
        const minutes = Math.round((at - movedAt) / 60_000);
        throw new Foreseen('license.too-slow', { image, minutes }, { detail: log.detail() });
      }
      if (at - askFrom > limits.askAfterMs && question === null) {
        const since = new Date(movedAt).toISOString();
        question = ask({ image, why: 'quiet', since, exitCode: null, files: [], refused: [] });
        void question.decision.then((decision) => {
          answer = decision;
        });
      }
      return null;
    },
  };
}

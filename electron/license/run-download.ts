import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageId } from '#shared/domain/catalogue.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Engine } from '../docker/types.ts';
import { failureFor, meaningOf } from './log-patterns.ts';
import { licenceFiles } from './read-licence.ts';

export interface DownloadLimits {
  /** From start to licence. */
  readonly overallMs: number;
  /** How long a failure that the container retries by itself may last. */
  readonly patienceMs: number;
  /** How often the folder is looked at. */
  readonly lookEveryMs: number;
  /** After the licence is there: how long to wait for the rest of the output, and how long without a line is its end. */
  readonly outputMs: number;
  readonly quietMs: number;
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  overallMs: 15 * 60_000,
  patienceMs: 60_000,
  lookEveryMs: 400,
  outputMs: 20_000,
  quietMs: 2500,
};

const LINES_KEPT = 400;
const LINES_IN_DETAIL = 50;

/**
 * Follows a licence download until the folder holds a licence, whether or not the container then ends by itself (vendor
 * contract 3.3: unknown). Answers what it printed, redacted.
 *
 * Fails with `license.*`; an abort ends in the signal's reason.
 */
export async function watchDownload(input: {
  readonly engine: Engine;
  readonly containerId: string;
  readonly image: ImageId;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
  readonly log: (line: string) => void;
  readonly limits: DownloadLimits;
}): Promise<string> {
  const { engine, containerId, image, folder, limits } = input;
  const over = new AbortController();
  const signal = AbortSignal.any([input.signal, over.signal]);
  const lines: string[] = [];
  const seen = { lineAt: Date.now(), fatal: null as Foreseen | null, passingSince: null as number | null };
  let passing: Foreseen | null = null;
  let exitCode: number | null = null;
  const detail = (): string => lines.slice(-LINES_IN_DETAIL).join('\n');

  const take = (raw: string): void => {
    const line = input.redact(raw);
    lines.push(line);
    if (lines.length > LINES_KEPT) lines.shift();
    seen.lineAt = Date.now();
    input.log(line);
    const meaning = meaningOf(line);
    if (!meaning) return;
    const failure = failureFor(meaning.code, image, detail());
    if (meaning.passing) {
      passing = failure;
      seen.passingSince ??= Date.now();
    } else seen.fatal ??= failure;
  };
  const following = engine.containers.follow(containerId, { signal, line: take });
  const lost: unknown[] = [];
  const ended = engine.containers.wait(containerId, signal).then(
    (code) => {
      exitCode = code;
    },
    (error: unknown) => {
      lost.push(error);
    },
  );
  // Both end with the signal; what matters of them is read from the variables above.
  const settled = Promise.allSettled([following, ended]);
  const pause = (ms: number): Promise<unknown> =>
    Promise.race([sleep(ms, undefined, { signal }), ended]).catch(() => undefined);

  try {
    const startedAt = Date.now();
    let size = -1;
    for (;;) {
      input.signal.throwIfAborted();
      const done = exitCode !== null;
      const now = await totalSize(folder);
      if (now > 0 && (now === size || done)) break; // written, and not growing any more
      size = now;
      if (seen.fatal) throw seen.fatal;
      const lastedMs = seen.passingSince === null ? 0 : Date.now() - seen.passingSince;
      if (passing && (done || lastedMs > limits.patienceMs)) throw passing;
      if (done) {
        await following.catch(() => undefined); // the last lines say why
        throw (
          seen.fatal ??
          passing ??
          new Foreseen('license.none-written', { image, exitCode: exitCode ?? -1 }, { detail: detail() })
        );
      }
      if (Date.now() - startedAt > limits.overallMs)
        throw new Foreseen(
          'license.too-slow',
          { image, minutes: Math.round(limits.overallMs / 60_000) },
          { detail: detail() },
        );
      await pause(limits.lookEveryMs);
      input.signal.throwIfAborted();
      if (lost.length > 0) throw lost[0];
      // A container that was removed under our hands ends the wait with an error.
      if (exitCode === null && (await engine.containers.inspect(containerId)) === null)
        throw new Foreseen('license.none-written', { image, exitCode: -1 }, { detail: detail() });
    }
    const until = Date.now() + limits.outputMs;
    while (exitCode === null && Date.now() < until && Date.now() - seen.lineAt < limits.quietMs) {
      input.signal.throwIfAborted();
      await pause(limits.lookEveryMs);
    }
    if (exitCode !== null) await following.catch(() => undefined);
    return lines.join('\n');
  } finally {
    over.abort();
    await settled;
  }
}

/** Bytes of all licence files; 0 where there are none, or the folder is not there yet. */
async function totalSize(folder: string): Promise<number> {
  const files = await licenceFiles(folder).catch(() => []);
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

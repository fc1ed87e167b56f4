import { randomUUID } from 'node:crypto';
import { Foreseen } from '#shared/failures/failure.ts';

/** Answers as they came, in memory alone: what documents say is not written to disk unless someone saves it. */
export interface Answers {
  /** Keeps a body and answers the id by which it is asked for. */
  readonly keep: (body: Uint8Array) => string;
  /** Fails with `result.gone` where newer answers took its place, or the app was closed since. */
  readonly read: (resultId: string) => Uint8Array;
}

export interface AnswersLimits {
  readonly most: number;
  readonly budgetBytes: number;
}

const LIMITS: AnswersLimits = { most: 20, budgetBytes: 400_000_000 };

/** Keeps the newest answers within a budget; the newest of all is kept whatever its size. */
export function createAnswers({ most, budgetBytes }: AnswersLimits = LIMITS): Answers {
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;
  return {
    keep(body) {
      const id = randomUUID();
      // A copy: a small buffer shares its pool with other bytes, which would cross the door with it.
      kept.set(id, new Uint8Array(body));
      bytes += body.byteLength;
      for (const [oldest, { byteLength }] of kept) {
        if (oldest === id || (kept.size <= most && bytes <= budgetBytes)) break;
        kept.delete(oldest);
        bytes -= byteLength;
      }
      return id;
    },
    read(resultId) {
      const body = kept.get(resultId);
      if (!body) throw new Foreseen('result.gone', {});
      return body;
    },
  };
}

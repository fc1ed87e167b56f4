import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { Foreseen } from '#shared/failures/failure.ts';
import { partsOf } from './engine-errors.ts';

const LOOK_EVERY_MS = 1500;
const ANSWER_WITHIN_MS = 3000;
/** Nobody listens at the engine's address. A slow answer is no sign: a busy or stopped engine goes on afterwards. */
const GONE = /^(?:ECONNREFUSED|ENOENT)$/;

/**
 * Asks the engine whether it is there while a long answer of it is read: one that goes away may leave its stream without an
 * end (seen on Docker 28 with containerd's image store). The signal ends with `signal`, or with `engine.lost`.
 */
export function watchLife(docker: Docker, signal: AbortSignal) {
  const over = new AbortController();
  const lost = new AbortController();
  const ping = async (): Promise<'here' | 'gone' | 'silent'> => {
    try {
      // Its types do not know the signal, which it hands on.
      await (docker.ping as (options: object) => Promise<unknown>).call(docker, {
        abortSignal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return 'here';
    } catch (error) {
      const { code, status } = partsOf(error);
      if (status !== null) return 'here';
      return code !== null && GONE.test(code) ? 'gone' : 'silent';
    }
  };
  const run = async (): Promise<void> => {
    while (!over.signal.aborted && !signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
      if (over.signal.aborted) return;
      if ((await ping()) === 'gone') return lost.abort(new Foreseen('engine.lost', {}));
    }
  };
  void run();
  return {
    signal: AbortSignal.any([signal, lost.signal]),
    /** Whether it went away, or is just going: one that ends answers no more within a moment. */
    async isGone(): Promise<boolean> {
      if (lost.signal.aborted) return true;
      return (await ping()) === 'gone';
    },
    end: (): void => over.abort(),
  };
}

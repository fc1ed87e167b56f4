import type { Engine, Reading } from '../docker/types.ts';
import { answered } from './container.ts';

/** A proxy in front of the engine may pass no attached connection on, and say nothing. */
const ATTACH_MS = 5000;

/**
 * Hears what a licence container prints. Attached to before the start, so that nothing is missed: the engine's log holds a line
 * back until it ends, and a progress that is written over and over (`\r`) may never do so. Where attaching fails, the log it is.
 */
export function createListener(engine: Engine, reading: Reading, log: (line: string) => void) {
  const { signal } = reading;
  let attached: { readonly ended: Promise<void> } | null = null;

  async function follow(id: string): Promise<void> {
    const followed = await engine.containers.follow(id, reading);
    await followed.ended;
  }

  return {
    /** To be called once it is made. Ends with the signal. */
    async attach(id: string): Promise<void> {
      const tried = new AbortController();
      try {
        const trying = { ...reading, signal: AbortSignal.any([signal, tried.signal]) };
        attached = await answered(engine.containers.attach(id, trying), signal, ATTACH_MS);
      } catch (error) {
        tried.abort();
        signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        log(`Not attached (${why}): its log is followed, a line once it has ended`);
      }
    },
    /** To be called once it is started; ends when it has said all. */
    ended(id: string): Promise<void> {
      const ended = attached?.ended ?? follow(id);
      ended.catch(() => undefined); // whoever waits for it, perhaps later, gets the failure
      return ended;
    },
  };
}

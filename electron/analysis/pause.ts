import { setTimeout as sleep } from 'node:timers/promises';

/** Waits; an abort of `signal` rejects at once with its reason. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Foreseen } from '#shared/failures/failure.ts';

/** Clean-up has its own time: it goes on after a cancel. */
const CLEAN_UP_MS = 20_000;
/** Whoever cancels waits no longer than this for it; it goes on by itself. */
const AFTER_CANCEL_MS = 1500;

/** What `work` answers; fails with `engine.slow` once `limitMs` have passed. */
export async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Foreseen('engine.slow', { seconds: Math.round(limitMs / 1000) })), limitMs);
    timer.unref(); // whoever gave up on it does not stay for it
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `work` answers, or the signal's reason as soon as it ends. Nobody is told of what becomes of the work then. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let aborted = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
  work.catch(() => undefined); // whoever gave up on it has the signal's reason
  try {
    return await Promise.race([over, work]);
  } finally {
    signal.removeEventListener('abort', aborted);
  }
}

/** Waits for a clean-up as long as it may take: 20 s, and no more than 1.5 s after a cancel. */
export async function cleanedUp(cleaning: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: over.signal, ref: false });
  const cancelled = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { signal: over.signal });
    if (signal.aborted) resolve();
  });
  const tooLong = Promise.race([wait(CLEAN_UP_MS), cancelled.then(() => wait(AFTER_CANCEL_MS))]);
  await Promise.race([cleaning, tooLong.catch(() => undefined)]); // its timers are ended below
  over.abort();
}

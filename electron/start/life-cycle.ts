import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, toFailure } from '#shared/failures/failure.ts';

/** What the app is doing as a whole. */
export type LifeState<S> =
  | { readonly name: 'starting' }
  | { readonly name: 'ready'; readonly services: S }
  | { readonly name: 'failed'; readonly failure: Failure }
  | { readonly name: 'closing' };

/** The state that a start ends in. */
export type StartEnd<S> = Extract<LifeState<S>, { readonly name: 'ready' | 'failed' }>;

export interface LifeCycleOptions<S> {
  /** Opens the services. What it opened before it failed, it closes. */
  readonly load: () => Promise<S>;
  /** Told of a start that failed. */
  readonly failed: (error: unknown) => void;
  readonly closeLimitMs?: number;
}

/** What may be cancelled has this long to clean up when the app closes. */
const CLOSE_LIMIT_MS = 15_000;

export type LifeCycle<S> = ReturnType<typeof createLifeCycle<S & Closable>>;

interface Closable {
  /** Ends when nothing runs that must not be broken off. */
  readonly finished: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starting, ready or failed, closing: the one place that knows where the app is between its start and its end. */
export function createLifeCycle<S extends Closable>(options: LifeCycleOptions<S>) {
  const { load, failed, closeLimitMs = CLOSE_LIMIT_MS } = options;
  let state: LifeState<S> = { name: 'starting' };
  let starting: Promise<StartEnd<S>> | null = null;
  let closing: Promise<void> | null = null;

  async function start(): Promise<StartEnd<S>> {
    let end: StartEnd<S>;
    try {
      end = { name: 'ready', services: await load() };
    } catch (error) {
      failed(error);
      end = { name: 'failed', failure: toFailure(error) };
    }
    if (state.name === 'starting') state = end;
    return end;
  }

  const limit = (): Promise<null> => sleep(closeLimitMs, null, { ref: false });

  async function end(): Promise<void> {
    // A start that is under way is waited for, so that what it opens is closed.
    const started = state.name === 'starting' ? Promise.race([starting, limit()]) : state;
    state = { name: 'closing' };
    const last = await started;
    if (last?.name !== 'ready') return;
    await last.services.finished();
    await Promise.race([last.services.close(), limit()]);
  }

  const life = {
    state: (): LifeState<S> => state,
    /** Begins the start if it has not begun, and answers how it ended. */
    started(): Promise<StartEnd<S>> {
      starting ??= start();
      return starting;
    },
    /** Starts once more after a failure; while one is under way, or after a good one, answers that one. */
    again(): Promise<StartEnd<S>> {
      if (state.name === 'failed') {
        state = { name: 'starting' };
        starting = start();
      }
      return life.started();
    },
    /** What must not be broken off is waited for without a limit, all else for `closeLimitMs`. Never rejects. */
    close(): Promise<void> {
      closing ??= end().catch(failed);
      return closing;
    },
  };
  return life;
}

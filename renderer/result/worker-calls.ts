import { type Remote, wrap } from 'comlink';

/** A worker of ours, by what it serves. */
export interface WorkerCalls<T> {
  /** What a call answers; rejects with what the worker threw, or with what ended the worker before it answered. */
  readonly ask: <R>(call: (calls: Remote<T>) => R) => Promise<Awaited<R>>;
  /** Ends the worker; what was asked and not answered is rejected with this error, and so is all that is asked after it. */
  readonly end: (error: Error) => void;
}

/** Speaks with a worker that exposes a `T`. Comlink alone leaves a call open for ever when its worker ends. */
export function callsOf<T>(worker: Worker): WorkerCalls<T> {
  const calls = wrap<T>(worker);
  const waiting = new Set<(error: Error) => void>();
  let ended: Error | null = null;
  const end = (error: Error): void => {
    ended ??= error;
    worker.terminate();
    for (const reject of waiting) reject(error);
    waiting.clear();
  };
  worker.addEventListener('error', (event) => end(new Error(event.message || 'the worker broke off')));
  return {
    end,
    ask: (call) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        waiting.add(reject);
        Promise.resolve(call(calls))
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
  };
}

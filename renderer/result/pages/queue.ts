/** Lets work wait its turn: what matters most first, then what came first; `most` at a time. */
export function createQueue(most: number) {
  interface Waiting {
    readonly priority: number;
    readonly begin: () => void;
  }
  const waiting: Waiting[] = [];
  let busy = 0;
  const next = (): void => {
    while (busy < most && waiting.length > 0) {
      let best = 0;
      for (let at = 1; at < waiting.length; at += 1)
        if ((waiting[at]?.priority ?? 0) < (waiting[best]?.priority ?? 0)) best = at;
      const [one] = waiting.splice(best, 1);
      one?.begin();
    }
  };
  return {
    /** Runs `work` when its turn comes; null, without running it, when it was aborted before. Low numbers go first. */
    run<T>(work: () => Promise<T>, priority: number, signal: AbortSignal): Promise<T | null> {
      return new Promise((resolve, reject) => {
        const begin = (): void => {
          signal.removeEventListener('abort', leave);
          busy += 1;
          work()
            .then(resolve, reject)
            .finally(() => {
              busy -= 1;
              next();
            });
        };
        const one: Waiting = { priority, begin };
        const leave = (): void => {
          const at = waiting.indexOf(one);
          if (at >= 0) waiting.splice(at, 1);
          resolve(null);
        };
        if (signal.aborted) {
          resolve(null);
          return;
        }
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(one);
        next();
      });
    },
  };
}

/** Work that stops every so often, each time after at most a millisecond or two, and ends with a value. */
export type Sliced<T> = Generator<unknown, T>;

/** The steps done at once: with a usual answer all of them, so that nothing appears late. */
const AT_ONCE = 6;
const SLICE_MS = 8;

/** Begins work; it is done already where there is little of it. */
export function beginSliced<T>(work: Sliced<T>): {
  readonly work: Sliced<T>;
  readonly done: { readonly value: T } | null;
} {
  for (let step = 0; step < AT_ONCE; step += 1) {
    const next = work.next();
    if (next.done) return { work, done: next };
  }
  return { work, done: null };
}

/** Does the rest, some milliseconds at a time, so that the thread is never held. Null when aborted; can be taken up again. */
export async function finishSliced<T>(work: Sliced<T>, signal?: AbortSignal): Promise<{ readonly value: T } | null> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (signal?.aborted) return null;
    const until = performance.now() + SLICE_MS;
    do {
      const next = work.next();
      if (next.done) return next;
    } while (performance.now() < until);
  }
}

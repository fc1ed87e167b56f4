import type { Container } from './state.ts';

/** How long a container that is started again waits before, doubled each time, as the engine does. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;
/** One that ran so long is not in a loop. */
const SETTLED_MS = 10_000;

/** Whether the restart policy starts a container again that ended by itself; `retries` is how often it did already. */
export const startsAgain = ({ restart: { name, most } }: Container, exitCode: number, retries: number): boolean =>
  name === 'always' ||
  name === 'unless-stopped' ||
  (name === 'on-failure' && exitCode !== 0 && (most === 0 || retries < most));

/** The waits before containers are started again. */
export function createPauses() {
  const pauses = new Map<string, { readonly ms: number; readonly timer: NodeJS.Timeout }>();
  const calm = (id: string): void => {
    clearTimeout(pauses.get(id)?.timer);
    pauses.delete(id);
  };
  return {
    /** Calls `again` after the pause that is due for a container that ran so long. */
    after(id: string, ranMs: number, again: () => void): void {
      const before = pauses.get(id)?.ms ?? FIRST_PAUSE_MS / 2;
      const ms = ranMs > SETTLED_MS ? FIRST_PAUSE_MS : Math.min(before * 2, LONGEST_PAUSE_MS);
      pauses.set(id, { ms, timer: setTimeout(again, ms) });
    },
    /** Calls it off, as the container is started now; the next pause is longer all the same. */
    hold: (id: string): void => clearTimeout(pauses.get(id)?.timer),
    /** Calls it off; the next pause is the first again. */
    calm,
    calmAll: (): void => {
      for (const id of [...pauses.keys()]) calm(id);
    },
  };
}

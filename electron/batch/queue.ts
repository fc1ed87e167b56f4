/** What waits to be sent, and what was tried with each document before. */
export interface Queue {
  /** The next one whose time has come; null when there is none. */
  readonly peek: (now: number) => string | null;
  readonly take: (id: string) => void;
  /** One more attempt; how many that makes. */
  readonly attempt: (id: string) => number;
  /** It waits again, first in line, and was not an attempt. */
  readonly notSent: (id: string) => void;
  /** It waits again until then. */
  readonly later: (id: string, time: number) => void;
  /** The service was interrupted with it in hand; how often that happened. */
  readonly interrupted: (id: string, time: number) => number;
  /** From now on it is sent when nothing else is in flight. */
  readonly sendAlone: (id: string) => void;
  readonly isAlone: (id: string) => boolean;
  readonly ended: (id: string) => void;
  /** When the next of those comes that wait for a time; null when none does. */
  readonly nextTime: () => number | null;
  readonly isEmpty: () => boolean;
}

/** A queue of `ids` in their order; those that come back go first. */
export function createQueue(ids: readonly string[]): Queue {
  let at = 0;
  const again: string[] = [];
  const timed = new Map<string, number>();
  const attempts = new Map<string, number>();
  const interruptions = new Map<string, number>();
  const alone = new Set<string>();

  const due = (now: number): string | null => {
    for (const [id, time] of timed) if (time <= now) return id;
    return null;
  };

  return {
    peek: (now) => again[0] ?? due(now) ?? ids[at] ?? null,
    take(id) {
      if (again[0] === id) again.shift();
      else if (!timed.delete(id)) at += 1;
    },
    attempt(id) {
      const count = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, count);
      return count;
    },
    notSent(id) {
      attempts.set(id, Math.max(0, (attempts.get(id) ?? 0) - 1));
      again.push(id);
    },
    later: (id, time) => void timed.set(id, time),
    interrupted(id, time) {
      const count = (interruptions.get(id) ?? 0) + 1;
      interruptions.set(id, count);
      timed.set(id, time);
      return count;
    },
    sendAlone: (id) => void alone.add(id),
    isAlone: (id) => alone.has(id),
    ended(id) {
      attempts.delete(id);
      interruptions.delete(id);
      alone.delete(id);
    },
    nextTime: () => (timed.size === 0 ? null : Math.min(...timed.values())),
    isEmpty: () => again.length === 0 && timed.size === 0 && at >= ids.length,
  };
}

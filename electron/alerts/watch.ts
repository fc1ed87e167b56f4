import type { alerts as contract } from '#shared/contract/alerts.ts';
import type { Alert } from '#shared/domain/alert.ts';
import { alertsFrom } from '#shared/rules/alerts/alerts-from.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { createLook } from './look.ts';
import type { AlertMemory } from './memory.ts';

export interface WatchNeeds {
  readonly look: ReturnType<typeof createLook>;
  readonly memory: Pick<AlertMemory, 'shown' | 'markShown' | 'markSeen'>;
  readonly now: () => Date;
  /** Calls back after so many ms; what it answers calls that off. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Told when the alerts are others than at the look before. */
  readonly changed: () => void;
  /** Tells alerts on the desktop that were not told before; null where nothing is told there. */
  readonly tell: ((alerts: readonly Alert[]) => void) | null;
  readonly failed: (error: unknown) => void;
}

export type AlertWatch = ReturnType<typeof createAlertWatch>;

/** The start is busy, and an engine that starts with the computer may take a moment. */
const FIRST_LOOK_MS = 20_000;
const LOOK_EVERY_MS = 60_000;

/** Looks for alerts each minute, tells new ones on the desktop, each id once and for good. */
export function createAlertWatch({ look, memory, now, after, changed, tell, failed }: WatchNeeds) {
  let looking: { readonly done: Promise<readonly Alert[]>; next: Promise<readonly Alert[]> | null } | null = null;
  let last = '';
  let callOff: (() => void) | null = null;
  let closed = false;

  /** Who asks while a look is under way gets the next one: this one may have seen what was true before. */
  function list(): Promise<readonly Alert[]> {
    if (looking) {
      looking.next ??= looking.done.catch(() => undefined).then(list); // its failure is told to those who asked for it
      return looking.next;
    }
    const done = look
      .facts()
      .then((facts) => alertsFrom(facts, now()))
      .finally(() => {
        looking = null;
      });
    looking = { done, next: null };
    return done;
  }

  async function round(): Promise<void> {
    try {
      const alerts = await list();
      const ids = alerts.map(({ id }) => id);
      const names = ids.join('\n');
      if (names !== last) changed();
      last = names;
      const shown = memory.shown();
      const fresh = tell ? alerts.filter(({ id }) => !shown.has(id)) : [];
      if (fresh.length > 0) {
        memory.markShown(ids);
        tell?.(fresh);
      }
    } catch (error) {
      failed(error);
    }
    if (!closed) callOff = after(LOOK_EVERY_MS, () => void round());
  }

  return {
    list,
    seen(id: string): void {
      memory.markSeen(id);
    },
    /** The first look soon, then one each minute. */
    begin(): void {
      callOff ??= after(FIRST_LOOK_MS, () => void round());
    },
    close(): void {
      closed = true;
      callOff?.();
    },
  };
}

/** Serves `alerts`. */
export const serveAlerts = (watch: Pick<AlertWatch, 'list' | 'seen'>): HandlersFor<typeof contract> => ({
  list: async () => [...(await watch.list())],
  seen: ({ id }) => watch.seen(id),
});

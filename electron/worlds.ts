import type { Answer } from '#shared/contract/messages.ts';
import type { Services } from './compose.ts';

export interface WorldsOptions {
  /** The services on the operator's own engine. */
  readonly real: Services;
  /** Starts the rehearsal engine and composes a second set of services on it, apart from the first in every folder. */
  readonly openRehearsal: () => Promise<Services & { readonly end: () => Promise<void> }>;
  /** Told when the window has to begin anew, because it looks at another world now. */
  readonly turned: () => void;
}

/** The two worlds of the app, the real one and the rehearsal; the door leads to one of them at a time. */
export async function openWorlds({ real, openRehearsal, turned }: WorldsOptions) {
  let rehearsal: Awaited<ReturnType<typeof openRehearsal>> | null = null;
  const rehearsing = (): boolean => real.preferences.read().rehearsing;
  if (rehearsing()) {
    try {
      rehearsal = await openRehearsal();
    } catch (error) {
      // The next start is in the real world again, rather than in none.
      console.error(`rehearsal: ${String(error)}`);
      real.preferences.write({ rehearsing: false });
    }
  }
  const active = (): Services => (rehearsing() && rehearsal ? rehearsal : real);
  return {
    server: {
      call: (call: unknown): Promise<Answer> => active().server.call(call),
      cancel: (id: unknown): Answer => active().server.cancel(id),
    },
    words: () => real.words(),
    /** Tasks that run, in either world. */
    running: () => real.running() + (rehearsal?.running() ?? 0),
    /** Turns to the other world. Fails with `rehearsal.not-started`, and then stays where it is. */
    async rehearse(on: boolean): Promise<void> {
      if (on) rehearsal ??= await openRehearsal();
      real.preferences.write({ rehearsing: on });
      turned();
    },
    async close(): Promise<void> {
      await Promise.all([real.close(), rehearsal?.close()]);
      await rehearsal?.end();
    },
  };
}

import type { Answer, Push } from '#shared/contract/messages.ts';
import type { World } from '#shared/domain/world.ts';
import type { Services } from './compose.ts';

/** The services of one world, as far as this needs them. */
export type WorldServices = Pick<Services, 'server' | 'running' | 'finished' | 'preferences' | 'words' | 'close'>;

export interface WorldsOptions {
  /** Opens the services on the operator's own engine. */
  readonly openReal: (push: (push: Push) => void) => Promise<WorldServices>;
  /** Starts the rehearsal engine and composes a second set of services on it, apart from the first in every folder. */
  readonly openRehearsal: (
    push: (push: Push) => void,
    real: WorldServices,
  ) => Promise<WorldServices & { readonly end: () => Promise<void> }>;
  /** Sends to the window. */
  readonly send: (push: Push) => void;
  /** Told when the window has to begin anew, because it looks at another world now. */
  readonly turned: () => void;
  /** Told of a rehearsal that did not start again with the app. */
  readonly failed: (error: unknown) => void;
}

/**
 * The two worlds of the app, the real one and the rehearsal. The window looks at one at a time: it gets the pushes of that
 * one, and calls of a page that belongs to the other are refused there.
 */
export async function openWorlds({ openReal, openRehearsal, send, turned, failed }: WorldsOptions) {
  const push = (one: Push): void => {
    if (one.world === world()) send(one);
  };
  let real: WorldServices | null = null;
  let opening: ReturnType<typeof openRehearsal> | null = null;
  let rehearsal: Awaited<ReturnType<typeof openRehearsal>> | null = null;
  const world = (): World => (rehearsal && real?.preferences.read().rehearsing ? 'rehearsal' : 'real');

  const opened = await openReal(push);
  real = opened;
  /** One rehearsal engine, however often it is asked for. */
  async function openOnce(): Promise<void> {
    opening ??= openRehearsal(push, opened);
    try {
      rehearsal = await opening;
    } catch (error) {
      opening = null;
      throw error;
    }
  }
  if (opened.preferences.read().rehearsing) {
    try {
      await openOnce();
    } catch (error) {
      // The next start is in the real world again, rather than in none.
      failed(error);
      opened.preferences.write({ rehearsing: false });
    }
  }
  const active = (): WorldServices => (world() === 'rehearsal' && rehearsal ? rehearsal : opened);
  const all = (): readonly WorldServices[] => (rehearsal ? [opened, rehearsal] : [opened]);
  return {
    world,
    server: {
      call: (call: unknown): Promise<Answer> => active().server.call(call),
      cancel: (cancel: unknown): Answer => active().server.cancel(cancel),
    },
    preferences: opened.preferences,
    words: () => opened.words(),
    /** Tasks that run, in either world. */
    running: () => all().flatMap((one) => one.running()),
    finished: async (): Promise<void> => void (await Promise.all(all().map((one) => one.finished()))),
    /** Turns to the other world. Fails with `rehearsal.not-started`, and then stays where it is. */
    async rehearse(on: boolean): Promise<void> {
      if (on) await openOnce();
      const before = world();
      opened.preferences.write({ rehearsing: on });
      if (world() !== before) turned();
    },
    async close(): Promise<void> {
      // One that is just being opened would outlive the app.
      if (opening) await openOnce().catch(failed);
      await Promise.all(all().map((one) => one.close()));
      await rehearsal?.end();
    },
  };
}

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { jsonLines } from './json-lines.ts';

const Event = z.looseObject({ Type: z.string().nullish(), Action: z.string().nullish() });
/** A command in a container changes nothing that a screen shows, and reading may need one. */
const isCommand = (action: string | null | undefined): boolean => action?.startsWith('exec_') ?? false;
const BACK_OFF_MS = [500, 1000, 2000, 5000, 10_000];

/** Tells of engine events until the signal ends it; reconnects by itself, and tells once after each reconnect. */
export function watchEngine(
  docker: Docker,
  changed: (topic: 'images' | 'containers') => void,
  signal: AbortSignal,
): void {
  const listen = async (): Promise<void> => {
    const filters = { type: ['container', 'image', 'network'] };
    const options = { filters, abortSignal: signal } as Docker.GetEventsOptions;
    const stream: unknown = await docker.getEvents(options);
    if (!(stream instanceof Readable)) return;
    for await (const value of jsonLines(stream)) {
      const event = Event.safeParse(value).data;
      if (!isCommand(event?.Action)) changed(event?.Type === 'image' ? 'images' : 'containers');
    }
  };
  const run = async (): Promise<void> => {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const startedAt = Date.now();
      // A broken stream is the reason to connect again; what the engine lacks shows in every read of it.
      await listen().catch(() => undefined);
      if (signal.aborted) return;
      if (Date.now() - startedAt > 10_000) attempt = 0;
      await sleep(BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)], undefined, { signal, ref: false }).catch(
        () => undefined,
      );
      if (signal.aborted) return;
      changed('images');
      changed('containers');
    }
  };
  void run();
}

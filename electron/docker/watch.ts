import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { EngineEvent, LATELY_MS } from './ends.ts';
import { jsonLines } from './json-lines.ts';

/** A command in a container changes nothing that a screen shows, and reading may need one. */
const isCommand = (action: string | null | undefined): boolean => action?.startsWith('exec_') ?? false;
const BACK_OFF_MS = [500, 1000, 2000, 5000, 10_000];
const Clock = z.looseObject({ SystemTime: z.string().nullish() });

/**
 * Tells of engine events until the signal ends it; reconnects by itself, and tells once after each reconnect. `noted` gets
 * every event, also those of the last quarter of an hour that the engine still knows when it is connected to, and how far
 * this computer's clock is ahead of the engine's.
 */
export function watchEngine(
  docker: Docker,
  {
    changed,
    noted,
  }: { changed: (topic: 'images' | 'containers') => void; noted: (event: EngineEvent, aheadMs: number) => void },
  signal: AbortSignal,
): void {
  const listen = async (): Promise<void> => {
    const filters = { type: ['container', 'image', 'network'] };
    // By the engine's clock: it may be another computer's.
    const connectedAt = Date.parse(Clock.parse(await docker.info()).SystemTime ?? '') || Date.now();
    const aheadMs = Date.now() - connectedAt;
    const since = Math.floor((connectedAt - LATELY_MS) / 1000);
    const options = { filters, since, abortSignal: signal } as Docker.GetEventsOptions;
    const stream: unknown = await docker.getEvents(options);
    if (!(stream instanceof Readable)) return;
    for await (const value of jsonLines(stream)) {
      const event = EngineEvent.safeParse(value).data;
      if (event) noted(event, aheadMs);
      const isPast = (event?.timeNano ?? Number.POSITIVE_INFINITY) / 1e6 < connectedAt;
      if (!isPast && !isCommand(event?.Action)) changed(event?.Type === 'image' ? 'images' : 'containers');
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

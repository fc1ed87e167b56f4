import { setTimeout as sleep } from 'node:timers/promises';
import type { Leftover } from '#shared/contract/messages.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerSpec, Engine } from '../docker/types.ts';

/** How long the engine may take for one call. Clean-up has its own time: it goes on after a cancel. */
const CALL_MS = 60_000;
const CLEAN_UP_MS = 20_000;
/** Whoever cancels waits no longer than this for it; it goes on by itself. */
const AFTER_CANCEL_MS = 1500;
/** A container whose making was asked for and not answered may come up within this time; it is looked for this often. */
const COMES_UP_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** How far the making of a container is: `unanswered` since when, while nobody knows whether there is one. */
export interface Making {
  unansweredSince: number | null;
}

/**
 * Makes and starts a container with an empty folder that it can write to; `made` is called in between, with its id. Ends at
 * once with the signal, whatever the engine does; `removeContainer` finds by its name what came of it.
 *
 * Fails with `engine.slow` where the engine does not answer.
 */
export async function makeContainer(
  engine: Engine,
  spec: ContainerSpec,
  folder: string,
  signal: AbortSignal,
  { making, made }: { readonly making: Making; readonly made: (id: string) => Promise<void> },
): Promise<string> {
  making.unansweredSince = Date.now();
  const creating = engine.containers.create(spec);
  const settled = (): void => {
    making.unansweredSince = null;
  };
  creating.then(settled, settled);
  let id: string;
  try {
    id = await answered(creating, signal);
  } catch (error) {
    // Its answer may come after all, when nobody looks for it any more.
    creating.then((late) => engine.containers.remove(late)).catch(() => undefined);
    throw error;
  }
  await answered(engine.containers.makeFolder(id, folder), signal);
  await answered(made(id), signal);
  await answered(engine.containers.start(id), signal);
  return id;
}

/**
 * Removes a container by its name. Where its making was not answered it is looked for again until it comes up. What is not
 * known to be gone within the time, which is short after a cancel, is named as left; the search goes on.
 */
export async function removeContainer(
  engine: Engine,
  name: string,
  leave: (leftover: Leftover) => void,
  { signal, making }: { readonly signal: AbortSignal; readonly making: Making },
): Promise<void> {
  const since = making.unansweredSince;
  const mayComeUp = (): boolean =>
    since !== null && making.unansweredSince !== null && Date.now() < since + COMES_UP_MS;
  const removing = (async () => {
    for (;;) {
      const open = mayComeUp(); // before it is looked for: an answer in between is one
      const found = await engine.containers.inspect(name);
      if (found) await engine.containers.remove(found.id);
      if (found || !open) return 'gone';
      await sleep(LOOK_EVERY_MS, undefined, { ref: false });
    }
  })();
  const over = new AbortController();
  const tooLong = async (): Promise<'late'> => {
    const cancelled = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { signal: over.signal });
      if (signal.aborted) resolve();
    });
    const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: over.signal, ref: false });
    await Promise.race([wait(CLEAN_UP_MS), cancelled.then(() => wait(AFTER_CANCEL_MS))]).catch(() => undefined);
    return 'late';
  };
  const ended = await Promise.race([removing.catch(() => 'late' as const), tooLong()]);
  over.abort();
  if (ended === 'late') leave({ kind: 'container', name });
}

/**
 * Removes what an earlier download of the same image left because the engine did not answer. Nothing else has these labels:
 * one download of an image runs at a time.
 */
export async function removeEarlier(
  engine: Engine,
  deploymentId: string,
  image: string,
  signal: AbortSignal,
): Promise<void> {
  const labels = { [LABELS.job]: 'licence', [LABELS.deployment]: deploymentId, [LABELS.image]: image };
  for (const { id } of await answered(engine.containers.withLabels(labels), signal))
    await answered(engine.containers.remove(id), signal);
}

/** The work; or the signal's reason as soon as it ends, or `engine.slow` where an engine takes longer than it may. */
export function answered<T>(work: Promise<T>, signal: AbortSignal, ms = CALL_MS): Promise<T> {
  let stop = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Foreseen('engine.slow', { seconds: ms / 1000 })), ms);
    const aborted = (): void => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
    };
  });
  over.catch(() => undefined);
  work.catch(() => undefined);
  return Promise.race([work, over]).finally(stop);
}

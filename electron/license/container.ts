import type { Leftover } from '#shared/contract/messages.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { ContainerSpec, Engine } from '../docker/types.ts';

/** How long the engine may take for one call. Clean-up has its own time: it goes on after a cancel. */
const CALL_MS = 60_000;
const CLEAN_UP_MS = 20_000;

/**
 * Makes and starts a container with an empty folder that it can write to. Ends at once with the signal, whatever the
 * engine does; `removeContainer` finds by its name what came of it.
 *
 * Fails with `engine.slow` where the engine does not answer.
 */
export async function makeContainer(
  engine: Engine,
  spec: ContainerSpec,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const making = engine.containers.create(spec);
  let id: string;
  try {
    id = await answered(making, signal);
  } catch (error) {
    // Its answer may come after all, when nobody looks for it any more.
    making.then((late) => engine.containers.remove(late)).catch(() => undefined);
    throw error;
  }
  await answered(engine.containers.makeFolder(id, folder), signal);
  await answered(engine.containers.start(id), signal);
  return id;
}

/** Removes a container by its name, which holds also where its making was never answered. What will not go is told. */
export async function removeContainer(
  engine: Engine,
  name: string,
  leave: (leftover: Leftover) => void,
): Promise<void> {
  try {
    await withinLimit(
      (async () => {
        const found = await engine.containers.inspect(name);
        if (found) await engine.containers.remove(found.id);
      })(),
    );
  } catch {
    leave({ kind: 'container', name });
  }
}

/** The work, or a failure after the time that clean-up has. */
export const withinLimit = <T>(work: Promise<T>): Promise<T> => limited(work, CLEAN_UP_MS, null);

const answered = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => limited(work, CALL_MS, signal);

function limited<T>(work: Promise<T>, ms: number, signal: AbortSignal | null): Promise<T> {
  let stop = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Foreseen('engine.slow', { seconds: ms / 1000 })), ms);
    const aborted = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', aborted, { once: true });
    if (signal?.aborted) aborted();
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    };
  });
  over.catch(() => undefined);
  return Promise.race([work, over]).finally(stop);
}

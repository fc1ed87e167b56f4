import { setTimeout as sleep } from 'node:timers/promises';
import type { Leftover } from '#shared/contract/messages.ts';
import { cleanedUp, inTime, untilAborted } from '../docker/in-time.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, ContainerSpec, Engine } from '../docker/types.ts';

/** How long the engine may take for one call. */
const CALL_MS = 60_000;
/** A container whose making was asked for and not answered may come up within this time; it is looked for this often. */
const COMES_UP_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** How far the making of a container is: `unanswered` since when, while nobody knows whether there is one. */
export interface Making {
  unansweredSince: number | null;
}

/**
 * Makes and starts a container, with an empty folder that it can write to if one is named; `made` is called in between, with its
 * id. Ends at once with the signal, whatever the engine does; `removeContainers` finds by its name what came of it.
 *
 * Fails with `engine.slow` where the engine does not answer.
 */
export async function makeContainer(
  engine: Engine,
  spec: ContainerSpec,
  folder: string | null,
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
  if (folder !== null) await answered(engine.containers.makeFolder(id, folder), signal);
  await answered(made(id), signal);
  await answered(engine.containers.start(id), signal);
  return id;
}

/** A container by its name, and how far its making is. */
export interface Named {
  readonly name: string;
  readonly making: Making;
}

/**
 * Removes containers by their names. Where the making of one was not answered it is looked for again until
 * it comes up. What is not known to be gone within the time, which is short after a cancel, is named as left; the search goes on.
 */
export async function removeContainers(
  engine: Engine,
  containers: readonly Named[],
  leave: (leftover: Leftover) => void,
  signal: AbortSignal,
): Promise<void> {
  const gone = new Set<string>();
  const removing = Promise.allSettled(
    containers.map(async (one) => {
      await removeOne(engine, one);
      gone.add(one.name);
    }),
  );
  await cleanedUp(removing, signal);
  for (const { name } of containers) if (!gone.has(name)) leave({ kind: 'container', name });
}

async function removeOne(engine: Engine, { name, making }: Named): Promise<void> {
  const since = making.unansweredSince;
  const mayComeUp = (): boolean =>
    since !== null && making.unansweredSince !== null && Date.now() < since + COMES_UP_MS;
  for (;;) {
    const open = mayComeUp(); // before it is looked for: an answer in between is one
    const found = await engine.containers.inspect(name);
    if (found) await engine.containers.remove(found.id);
    if (found || !open) return;
    await sleep(LOOK_EVERY_MS, undefined, { ref: false });
  }
}

/** Those of licence runs with their guards last: Podman removes no container whose processes another one shares. */
export const guardsLast = <T extends Pick<ContainerFacts, 'labels'>>(containers: readonly T[]): readonly T[] =>
  containers.toSorted((a, b) => Number(isGuard(a)) - Number(isGuard(b)));

export const isGuard = ({ labels }: Pick<ContainerFacts, 'labels'>): boolean => labels[LABELS.guard] === 'true';

/** What a licence run and its guard are found by. */
export const runLabels = (deploymentId: string, image: string): Record<string, string> => ({
  [LABELS.job]: 'licence',
  [LABELS.deployment]: deploymentId,
  [LABELS.image]: image,
});

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
  const found = await answered(engine.containers.withLabels(runLabels(deploymentId, image)), signal);
  for (const { id } of guardsLast(found)) await answered(engine.containers.remove(id), signal);
}

/** The work; or the signal's reason as soon as it ends, or `engine.slow` where an engine takes longer than it may. */
export const answered = <T>(work: Promise<T>, signal: AbortSignal, ms = CALL_MS): Promise<T> =>
  untilAborted(inTime(work, ms), signal);

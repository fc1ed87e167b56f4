import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { folderTrouble } from '../files/folders.ts';
import { ownContainers } from './own.ts';
import { planOf } from './plan.ts';

const LOOKS = 8;
const LOOK_EVERY_MS = 250;

/**
 * Whether a container of the deployment was killed for its memory since `at` (ISO 8601): with a document in hand, that is what it
 * died of. `document.killed-service` with what it had and what to give it; null where none was. A line breaks a moment before
 * the engine knows why, so it is asked a few times, for two seconds at most.
 *
 * Fails with `engine.*`.
 */
export async function deathSince(engine: Engine, deployment: Deployment, at: string): Promise<Foreseen | null> {
  for (let look = 1; ; look += 1) {
    const containers = await ownContainers(engine, deployment);
    for (const { image, spec } of planOf(deployment).containers) {
      const found = containers.find(({ name }) => name === spec.name);
      if (!found?.killedForMemory || !endedSince(found, at)) continue;
      const memoryBytes = found.memoryBytes ?? spec.memoryBytes ?? 0;
      return new Foreseen('document.killed-service', { image, memoryBytes, enoughBytes: memoryBytes * 2 });
    }
    // One that runs again already may have been started a moment before the engine tells of its end.
    const isTold = containers.some((one) => endedSince(one, at) && (one.state !== 'running' || one.restarts !== null));
    if (look === LOOKS || isTold) return null;
    await sleep(LOOK_EVERY_MS);
  }
}

const endedSince = ({ state, startedAt, finishedAt }: ContainerFacts, at: string): boolean =>
  state === 'running' ? isAfter(startedAt, at) : isAfter(finishedAt, at);

const isAfter = (instant: string | null, at: string): boolean =>
  instant !== null && Date.parse(instant) > Date.parse(at);

/**
 * What Drydock itself can see to be wrong with the folders that a deployment writes to, on this computer: the reason of what a
 * service tells as its own error. Null where nothing is. Fails with `engine.*`.
 */
export async function outputTrouble(engine: Engine, { parts }: Deployment): Promise<Foreseen | null> {
  if (!(await engine.info()).onThisComputer) return null;
  for (const folder of new Set(parts.map(({ outputFolder }) => outputFolder))) {
    const trouble = await folderTrouble(folder);
    if (trouble) return trouble;
  }
  return null;
}

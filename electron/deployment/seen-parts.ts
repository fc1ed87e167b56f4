import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { ownContainers } from './own.ts';
import { OUTPUT_MOUNT, planOf } from './plan.ts';

/** A running container with what tells where its usage records come from. */
export interface RunningContainer {
  readonly image: ImageId;
  readonly port: number;
  readonly containerId: string;
  /** The host's folder that is mounted for records, as the engine has it: the definition may have changed since. */
  readonly outputFolder: string | null;
  /** In ms since 1970. */
  readonly runningSince: number | null;
}

/** A container that does not run; `at` is when it stopped, in ms since 1970; null where the engine does not know. */
export interface StoppedContainer {
  readonly image: ImageId;
  readonly at: number | null;
}

/**
 * Which of a deployment's containers run, and which do not. One that the engine is just starting again is neither. Fails
 * with `engine.*`.
 */
export async function seenParts(
  engine: Engine,
  deployment: Deployment,
): Promise<{ readonly running: readonly RunningContainer[]; readonly stopped: readonly StoppedContainer[] }> {
  const containers = await ownContainers(engine, deployment);
  const running: RunningContainer[] = [];
  const stopped: StoppedContainer[] = [];
  for (const { image, spec } of planOf(deployment).containers.toReversed()) {
    const found = containers.find(({ name }) => name === spec.name);
    const port = found?.ports[0]?.hostPort;
    if (!found) stopped.push({ image, at: null });
    else if (found.state === 'running') {
      if (port !== undefined) running.push({ image, port, ...sourceOf(found) });
    } else if (found.state !== 'restarting' && found.state !== 'paused')
      stopped.push({ image, at: instantOf(found.finishedAt) });
  }
  return { running, stopped };
}

const sourceOf = ({ id, mounts, startedAt }: ContainerFacts): Omit<RunningContainer, 'image' | 'port'> => ({
  containerId: id,
  outputFolder: mounts.find(({ containerPath }) => containerPath === OUTPUT_MOUNT)?.hostPath ?? null,
  runningSince: instantOf(startedAt),
});

function instantOf(text: string | null): number | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

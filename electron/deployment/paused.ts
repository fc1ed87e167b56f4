import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { type OnEngine, onEngine } from './own.ts';

/** Containers of a deployment that somebody paused, the gate first: they take requests and answer none. */
export const pausedOf = ({ containers, gate }: Pick<OnEngine, 'containers' | 'gate'>): readonly ContainerFacts[] =>
  [...(gate ? [gate] : []), ...containers].filter(({ state }) => state === 'paused');

/** `run.paused` where a container of the deployment is paused; null where none is. Fails with `engine.*`. */
export async function pauseTrouble(engine: Engine, deployment: Deployment): Promise<Foreseen | null> {
  const [first] = pausedOf(await onEngine(engine, deployment));
  return first ? new Foreseen('run.paused', { name: first.name }) : null;
}

/** Lets what is paused go on, helpers and features before the gate that leads to them. Fails with `engine.*`. */
export async function resumeDeployment(engine: Engine, deployment: Deployment): Promise<void> {
  for (const { id } of pausedOf(await onEngine(engine, deployment)).toReversed()) await engine.containers.resume(id);
}

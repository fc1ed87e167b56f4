import { isDeepStrictEqual } from 'node:util';
import { Foreseen } from '#shared/failures/failure.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import type { GateImage } from './image.ts';
import { SHARED_PORT, sharedTargets } from './plan-gate.ts';

/** Whether a container is a deployment's gate. */
export const isGate = ({ labels }: ContainerFacts): boolean => labels[LABELS.gate] === 'true';

/**
 * A container with the ports that it is reached by: those that the gate publishes for it, or its own where it has none of
 * the gate's, as version 0.1.0 started it.
 */
export function throughGate(container: ContainerFacts, gate: ContainerFacts | null): ContainerFacts {
  const port = container.labels[LABELS.gatePort];
  if (port === undefined) return container;
  const ports = gate?.ports.filter(({ containerPort }) => containerPort === Number(port)) ?? [];
  return { ...container, ports };
}

/** Where the gate publishes the deployment's own port; null while it does not run. */
export const sharedPortOf = (gate: ContainerFacts | null): ContainerFacts['ports'][number] | null =>
  gate?.ports.find(({ containerPort }) => containerPort === SHARED_PORT) ?? null;

/**
 * Makes sure that the engine has the gate's image: these bytes and no others, and nothing said of it that would change what its
 * containers do, as an archive of somebody else's might. Fails with `archive.*`, `disk.full`, `run.gate-failed`, `engine.*`.
 */
export async function ensureGateImage(engine: Engine, image: GateImage, signal: AbortSignal): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    isDeepStrictEqual(await engine.images.contentOf(image.reference), image.content);
  if (await isThere()) return;
  await engine.images.load(image.archive(), { signal, path: image.reference });
  if (!(await isThere())) throw new Foreseen('run.gate-failed', {}, { detail: `${image.reference} is another image` });
}

/** Changes where a running gate sends the next requests; those under way end where they began. Fails with `run.gate-failed`, `engine.*`. */
export async function pointGate(engine: Engine, gate: ContainerFacts, routes: readonly string[]): Promise<void> {
  await ask(engine, gate, ['point', ...routes]);
}

/** The names of the containers that requests at the deployment's port go to. Fails with `run.gate-failed`, `engine.*`. */
export async function servedBy(engine: Engine, gate: ContainerFacts): Promise<readonly string[]> {
  return sharedTargets(await shownBy(engine, gate));
}

/** Its routes, as it prints them. Fails with `run.gate-failed`, `engine.*`. */
export const shownBy = (engine: Engine, gate: ContainerFacts): Promise<string> => ask(engine, gate, ['show']);

async function ask(engine: Engine, gate: ContainerFacts, words: readonly string[]): Promise<string> {
  const { exitCode, output } = await engine.containers.exec(gate.id, ['/gate', ...words]);
  if (exitCode !== 0) throw new Foreseen('run.gate-failed', {}, { detail: `${gate.name}: ${output}` });
  return output;
}

import { dirname } from 'node:path';
import type { Deployment } from '#shared/domain/deployment.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine, NetworkFacts } from '../docker/types.ts';
import { rootOf } from '../files/dated-folder.ts';
import { isGate, throughGate } from '../gate/gate.ts';
import { labelsOf } from './plan.ts';

/** What is on the engine under a deployment's id, by whose it is. */
export interface OnEngine {
  /** Helpers and features, each with the port that it is reached by. */
  readonly containers: readonly ContainerFacts[];
  /** What publishes their ports; null where there is none, as before version 0.2.0. */
  readonly gate: ContainerFacts | null;
  readonly networks: readonly NetworkFacts[];
  /** Containers with the same id that another installation made. They are named, and never touched. */
  readonly strangers: readonly ContainerFacts[];
}

type Known = Pick<Deployment, 'id' | 'parts'>;

/**
 * What this installation has on the engine for a deployment, and what somebody else has there under the same id. What
 * version 0.1.0 made has no installation's mark: it is adopted where name and folders are this definition's. Fails with
 * `engine.*`.
 */
export async function onEngine(engine: Engine, deployment: Known): Promise<OnEngine> {
  const labels = labelsOf(deployment.id);
  const [own, strange, ownNetworks, strangeNetworks] = await Promise.all([
    engine.containers.withLabels(labels),
    engine.containers.strangers(labels),
    engine.networks.withLabels(labels),
    engine.networks.strangers(labels),
  ]);
  const adopted = strange.filter((one) => isFromBefore(one, deployment));
  const strangers = strange.filter((one) => !adopted.includes(one));
  // A network tells of no folder: it goes with the containers of its name.
  const networks = strangeNetworks.filter((one) => strangers.length === 0 && isUnmarked(one));
  const gate = own.find(isGate) ?? null;
  const containers = [...own.filter((one) => !isGate(one)), ...adopted].map((one) => throughGate(one, gate));
  return { containers, gate, networks: [...ownNetworks, ...networks], strangers };
}

/** Only what this installation has there. */
export const ownContainers = async (engine: Engine, deployment: Known): Promise<readonly ContainerFacts[]> =>
  (await onEngine(engine, deployment)).containers;

/** Ids of deployments that somebody else has containers for on this engine. Fails with `engine.*`. */
export async function strangerIdsOn(engine: Engine): Promise<readonly string[]> {
  const found = await engine.containers.strangers({ [LABELS.job]: 'deployment' });
  return found.flatMap(({ labels }) => labels[LABELS.deployment] ?? []);
}

/** Ids of deployments that this installation has containers of on the engine. Fails with `engine.*`. */
export async function ownIdsOn(engine: Engine): Promise<ReadonlySet<string>> {
  const found = await engine.containers.withLabels({ [LABELS.job]: 'deployment' });
  return new Set(found.flatMap((one) => one.labels[LABELS.deployment] ?? []));
}

/** Ids of the deployments that the engine has containers of, whoever made them. Fails with `engine.*`. */
export async function presentOn(engine: Engine): Promise<ReadonlySet<string>> {
  const labels = { [LABELS.job]: 'deployment' };
  const found = await Promise.all([engine.containers.withLabels(labels), engine.containers.strangers(labels)]);
  return new Set(found.flat().flatMap((one) => one.labels[LABELS.deployment] ?? []));
}

const isUnmarked = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean =>
  labels[LABELS.installation] === undefined;

/** Whether a container was made by version 0.1.0 from this definition: by its name, and all its folders are this one's. */
export function isFromBefore(container: ContainerFacts, { id, parts }: Known): boolean {
  if (!isUnmarked(container) || container.labels[LABELS.deployment] !== id) return false;
  if (!container.name.startsWith(`drydock-${id}-`) && !container.name.startsWith(`drydock-licence-${id}-`))
    return false;
  const own = new Set(parts.flatMap((part) => [rootOf(part.licenceFolder), rootOf(part.outputFolder)]));
  const { mounts } = container;
  // A licence run's folder is inside the licence folder.
  return (
    mounts.length > 0 && mounts.every(({ hostPath }) => own.has(rootOf(hostPath)) || own.has(rootOf(dirname(hostPath))))
  );
}

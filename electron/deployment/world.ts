import type { ContainerWorld, Deployment, DeploymentWorld, Part, PartWorld } from '#shared/domain/deployment.ts';
import type { ContainerFacts, Engine, Engines } from '../docker/types.ts';
import { sharedPortOf } from '../gate/gate.ts';
import type { Licences } from '../license/licences.ts';
import { onEngine } from './own.ts';
import { pausedOf } from './paused.ts';
import { planOf } from './plan.ts';
import { readinessOf, statusWordOf } from './readiness.ts';
import { sealOf } from './seal.ts';

export interface WorldNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly licences: Pick<Licences, 'of'>;
  /** Largest quantity that any meter of the deployment has counted; null if none ever was read. */
  readonly quantityUsed: (deploymentId: string) => Promise<bigint | null>;
  readonly now: () => Date;
}

/** Everything that is true of a deployment, read now. Fails with `engine.*`: without an engine nothing is known. */
export async function readWorld(deployment: Deployment, needs: WorldNeeds): Promise<DeploymentWorld> {
  const engine = await needs.engines.current();
  const [{ containers, gate, networks, strangers }, { product, supportsCpuLimit, supportsMemoryLimit }, quantityUsed] =
    await Promise.all([onEngine(engine, deployment), engine.info(), needs.quantityUsed(deployment.id)]);
  const names = new Map(planOf(deployment).containers.map(({ image, spec }) => [image, spec.name]));
  const parts = await Promise.all(
    deployment.parts.map((part) =>
      readPart(
        deployment.id,
        part,
        containers.find(({ name }) => name === names.get(part.image)) ?? null,
        part.image === deployment.feature ? sharedPortOf(gate) : null,
        engine,
        needs,
      ),
    ),
  );
  return {
    deployment,
    readAt: needs.now().toISOString(),
    parts,
    seal: sealOf(containers, networks, product),
    limitsHeld: { cpus: supportsCpuLimit, memory: supportsMemoryLimit },
    quantityUsed,
    strangers: strangers.map(({ name }) => name),
    paused: pausedOf({ containers, gate }).map(({ name }) => name),
  };
}

async function readPart(
  deploymentId: string,
  part: Part,
  container: ContainerFacts | null,
  shared: ContainerFacts['ports'][number] | null,
  engine: Engine,
  needs: WorldNeeds,
): Promise<PartWorld> {
  const [imageOnHost, licence, world] = await Promise.all([
    engine.images.find(part.reference),
    needs.licences.of(deploymentId, part, container ? { engine, container } : null),
    container ? containerWorld(container, shared) : null,
  ]);
  return { image: part.image, imageOnHost, licence, container: world };
}

/** One container as a screen shows it, asked now; `shared` is the deployment's own port where that leads to it. */
export async function containerWorld(
  facts: ContainerFacts,
  shared: ContainerFacts['ports'][number] | null = null,
): Promise<ContainerWorld> {
  const [readiness, statusWord] = await Promise.all([readinessOf(facts), statusWordOf(facts)]);
  const port = (facts.state === 'running' ? shared : null) ?? facts.ports[0] ?? null;
  return {
    id: facts.id,
    name: facts.name,
    state: facts.state,
    exitCode: facts.exitCode,
    killedForMemory: facts.killedForMemory,
    restarts: facts.restarts && {
      count: facts.restarts.count,
      exitCode: facts.restarts.exitCode,
      at: facts.restarts.at,
    },
    startedAt: facts.startedAt,
    finishedAt: facts.finishedAt,
    hostAddress: port?.hostAddress ?? null,
    hostPort: port?.hostPort ?? null,
    cpus: facts.cpus,
    memoryBytes: facts.memoryBytes,
    readiness,
    statusWord,
  };
}

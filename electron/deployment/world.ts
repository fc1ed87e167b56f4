import type { ContainerWorld, Deployment, DeploymentWorld, Part, PartWorld } from '#shared/domain/deployment.ts';
import type { ContainerFacts, Engine, Engines } from '../docker/types.ts';
import type { Licences } from '../license/licences.ts';
import { onEngine } from './own.ts';
import { planOf } from './plan.ts';
import { readinessOf, statusWordOf } from './readiness.ts';

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
  const [{ containers, networks, strangers }, quantityUsed] = await Promise.all([
    onEngine(engine, deployment),
    needs.quantityUsed(deployment.id),
  ]);
  const names = new Map(planOf(deployment).containers.map(({ image, spec }) => [image, spec.name]));
  const parts = await Promise.all(
    deployment.parts.map((part) =>
      readPart(
        deployment.id,
        part,
        containers.find(({ name }) => name === names.get(part.image)) ?? null,
        engine,
        needs,
      ),
    ),
  );
  const runs = containers.some(({ state }) => state === 'running');
  return {
    deployment,
    readAt: needs.now().toISOString(),
    parts,
    sealed: runs ? networks.length > 0 && networks.every(({ sealed }) => sealed) : null,
    quantityUsed,
    strangers: strangers.map(({ name }) => name),
  };
}

async function readPart(
  deploymentId: string,
  part: Part,
  container: ContainerFacts | null,
  engine: Engine,
  needs: WorldNeeds,
): Promise<PartWorld> {
  const [imageOnHost, licence, world] = await Promise.all([
    engine.images.find(part.reference),
    needs.licences.of(deploymentId, part, container ? { engine, container } : null),
    container ? containerWorld(container) : null,
  ]);
  return { image: part.image, imageOnHost, licence, container: world };
}

/** One container as a screen shows it, asked now. */
export async function containerWorld(facts: ContainerFacts): Promise<ContainerWorld> {
  const [readiness, statusWord] = await Promise.all([readinessOf(facts), statusWordOf(facts)]);
  const port = facts.ports[0] ?? null;
  return {
    id: facts.id,
    name: facts.name,
    state: facts.state,
    exitCode: facts.exitCode,
    killedForMemory: facts.killedForMemory,
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

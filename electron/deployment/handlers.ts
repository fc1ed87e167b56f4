import type { deployments } from '#shared/contract/deployments.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { untilAborted } from '../docker/in-time.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { sharedPortOf } from '../gate/gate.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { commandsOf } from './commands.ts';
import { onEngine, ownContainers, strangerIdsOn } from './own.ts';
import { pausedOf, resumeDeployment } from './paused.ts';
import { planOf } from './plan.ts';
import { isPortFree, nextFreePort } from './ports.ts';
import { propose } from './propose.ts';
import { checkDefinition, checkFoldersGiven, checkUnlocked } from './save.ts';
import { type StartNeeds, startDeployment } from './start.ts';
import { removeDeployment, restartDeployment, stopDeployment } from './stop.ts';
import { readWorld, type WorldNeeds } from './world.ts';

/** Where definitions are kept. */
export interface Definitions {
  deployments(): readonly Deployment[];
  saveDeployment(deployment: Deployment): void;
  forgetDeployment(id: string): void;
}

export interface DeploymentNeeds extends StartNeeds, WorldNeeds {
  readonly definitions: Definitions;
  /** Folders of new deployments are below it. */
  readonly folder: string;
  readonly nameOf: (feature: FeatureId) => string;
  readonly grants: Pick<Grants, 'confirm'>;
  /** Numbers that would be lost with a container are read before it stops; one that comes is read soon. */
  readonly usage: {
    readonly beforeStop: (deploymentId: string) => Promise<void>;
    readonly soon: (deploymentId: string) => void;
  };
  /** Whether a renewal of it is in progress, which locks its settings. */
  readonly renewing: (deployment: Deployment) => Promise<boolean>;
  /** Told when the operator stops a deployment or has its containers removed: that it does not serve is meant so. */
  readonly rests: (deploymentId: string) => void;
  readonly jobs: Pick<Jobs, 'keep' | 'supersede'>;
  readonly redact: (text: string) => string;
}

/** New deployments are given ports from here on: the vendor's examples use it. */
const FIRST_PORT = 5000;

/** The definition with this id. Fails with `deployment.unknown`. */
export function definitionOf(definitions: Definitions, id: string): Deployment {
  const found = definitions.deployments().find((one) => one.id === id);
  if (!found) throw new Foreseen('deployment.unknown', { id });
  return found;
}

/** The host port of the running feature container. Fails with `run.not-running`, `run.paused`, `engine.*`. */
export async function servingPort(deployment: Deployment, needs: Pick<StartNeeds, 'engines'>): Promise<number> {
  const image = deployment.feature;
  const { containers, gate } = await onEngine(await needs.engines.current(), deployment);
  const container = memberOf(containers, deployment, image);
  const [still] = pausedOf({ containers: container ? [container] : [], gate });
  if (still) throw new Foreseen('run.paused', { name: still.name });
  const published = sharedPortOf(gate) ?? container?.ports[0];
  const port = container?.state === 'running' ? published?.hostPort : undefined;
  if (port === undefined) throw new Foreseen('run.not-running', { image });
  return port;
}

async function containerOf(
  engine: Engine,
  deployment: Deployment,
  image: Deployment['parts'][number]['image'],
): Promise<ContainerFacts | null> {
  return memberOf(await ownContainers(engine, deployment), deployment, image);
}

function memberOf(
  containers: readonly ContainerFacts[],
  deployment: Deployment,
  image: Deployment['parts'][number]['image'],
): ContainerFacts | null {
  const name = planOf(deployment).containers.find((one) => one.image === image)?.spec.name;
  return containers.find((container) => container.name === name) ?? null;
}

/** Serves `deployments`. */
export function serveDeployments(needs: DeploymentNeeds): Omit<HandlersFor<typeof deployments>, 'found' | 'takeUp'> {
  const { definitions, engines, usage, jobs } = needs;
  /** Usage is read before and after, however the work ends. */
  const read = async (id: string, { signal }: { readonly signal: AbortSignal }, work: () => Promise<void>) => {
    await jobs.supersede(id);
    await untilAborted(usage.beforeStop(id), signal);
    await work().finally(() => usage.soon(id));
  };
  const byId = (id: string): Deployment => definitionOf(definitions, id);
  const othersThan = (id: string | null) => definitions.deployments().filter((one) => one.id !== id);
  const portsOf = (list: readonly Deployment[]): Set<number> => new Set(list.map(({ hostPort }) => hostPort));
  return {
    list: () => [...definitions.deployments()],
    world: ({ id }) => readWorld(byId(id), needs),
    propose: async (wanted) => {
      const others = definitions.deployments();
      // Without an engine the catalogue's recommendations are taken as they are.
      const { host, strangerIds } = await engines
        .current()
        .then(async (engine) => ({ host: await engine.info(), strangerIds: await strangerIdsOn(engine) }))
        .catch(() => ({ host: null, strangerIds: [] }));
      const hostPort = await nextFreePort(FIRST_PORT, portsOf(others));
      const { folder, nameOf } = needs;
      return propose(wanted, { host, others, strangerIds, folder, nameOf, hostPort, now: needs.now() });
    },
    save: async (deployment) => {
      const stored = definitions.deployments().find(({ id }) => id === deployment.id);
      if (stored && (await needs.renewing(stored))) checkUnlocked(deployment, stored);
      checkDefinition(deployment, othersThan(deployment.id));
      await checkFoldersGiven(deployment, stored ?? null, needs);
      // The dialog may have been open for long.
      checkDefinition(deployment, othersThan(deployment.id));
      // A folder from another computer may bring a template.
      await needs.takeOver.of(deployment.parts.map(({ licenceFolder }) => licenceFolder));
      definitions.saveDeployment(deployment);
      return deployment;
    },
    forget: async ({ id }) => {
      const deployment = byId(id);
      const engine = await engines.current();
      const { containers, gate, networks } = await onEngine(engine, deployment);
      if (containers.length > 0) throw new Foreseen('deployment.still-running', { name: deployment.name });
      // Where its containers were removed by hand, the gate would hold its port and nobody would know what for.
      if (gate) await engine.containers.remove(gate.id);
      for (const network of networks) await engine.networks.remove(network.id);
      definitions.forgetDeployment(id);
    },
    commands: (deployment) => ({ ...commandsOf(deployment) }),
    checkPort: async ({ port, deploymentId }) => {
      const taken = portsOf(othersThan(deploymentId));
      const own = deploymentId === null ? null : definitions.deployments().find(({ id }) => id === deploymentId);
      // The port that this deployment itself listens on is free for it.
      const ownPort = own ? await servingPort(own, needs).catch(() => null) : null;
      const free = port === ownPort || (!taken.has(port) && (await isPortFree(port)));
      return { free, nextFree: free ? port : await nextFreePort(port + 1, taken) };
    },
    start: async ({ id }, context) => {
      const deployment = byId(id);
      const { host } = await untilAborted(engines.current(), context.signal);
      const job = { id, task: 'deployments.start', engine: host, served: false } as const;
      return jobs.keep(job, () => startDeployment(deployment, context, needs)).finally(() => usage.soon(id));
    },
    stop: ({ id }, context) => {
      const deployment = byId(id);
      needs.rests(id);
      return read(id, context, () => stopDeployment(deployment, context, needs));
    },
    restart: ({ id }, context) => read(id, context, () => restartDeployment(byId(id), context, needs)),
    remove: ({ id }, context) => {
      const deployment = byId(id);
      needs.rests(id);
      return read(id, context, () => removeDeployment(deployment, context, needs));
    },
    resume: async ({ id }) => resumeDeployment(await engines.current(), byId(id)),
    log: async ({ id, image, lines }) => {
      const engine = await engines.current();
      const container = await containerOf(engine, byId(id), image);
      const text = container ? await engine.containers.tail(container.id, lines) : '';
      // A container can read its licence, and a licence may hold the key.
      return { text: needs.redact(text), readAt: needs.now().toISOString() };
    },
    stats: async ({ id }) => {
      const engine = await engines.current();
      const deployment = byId(id);
      const readAt = needs.now().toISOString();
      const all = await Promise.all(
        deployment.parts.map(async ({ image }) => {
          const container = await containerOf(engine, deployment, image);
          if (container?.state !== 'running') return null;
          const stats = await engine.containers.stats(container.id);
          if (!stats) return null;
          const { cpuPercent, memoryBytes, memoryLimitBytes } = stats;
          const rounded = { memoryBytes: Math.round(memoryBytes), memoryLimitBytes: Math.round(memoryLimitBytes) };
          return { image, cpuPercent, ...rounded, readAt };
        }),
      );
      return all.flatMap((one) => one ?? []);
    },
  };
}

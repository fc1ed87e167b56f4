import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, LicenceState, Part, Seal } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { mayBeUsed } from '#shared/rules/licence.ts';
import { engineForJob } from '../docker/for-job.ts';
import { untilAborted } from '../docker/in-time.ts';
import type { ContainerFacts, Engine, Engines } from '../docker/types.ts';
import { prepareFolder } from '../files/folders.ts';
import { sharedPortOf } from '../gate/gate.ts';
import type { GateImage } from '../gate/image.ts';
import { runGate } from '../gate/run-gate.ts';
import type { SystemFolders } from '../grants/system-folders.ts';
import { checkImage } from '../images/check-image.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import type { TakenUp } from '../jobs/jobs.ts';
import { onEngine, ownContainers } from './own.ts';
import { namedOn, type Plan, planOf } from './plan.ts';
import { isPortFree } from './ports.ts';
import { READY_LIMITS, type ReadyLimits, waitUntilReady } from './readiness.ts';
import { sealOf } from './seal.ts';

export interface StartNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly readLicence: (folder: string, now: Date) => Promise<LicenceState>;
  readonly gateImage: () => Promise<GateImage>;
  readonly systemFolders: Pick<SystemFolders, 'checkFolder'>;
  /** Takes what is Drydock's own out of licence folders, before a container sees them. */
  readonly takeOver: { readonly of: (folders: readonly string[]) => Promise<void> };
  readonly now: () => Date;
  readonly limits?: Partial<ReadyLimits>;
}

/**
 * Starts a deployment: checks what can be checked, makes the sealed network and the gate, then helpers and the feature one
 * after the other, each until it is ready. A failed or cancelled start takes away what it made, or says what it could not.
 *
 * Fails with `run.*`, `license.missing`, `license.expired`, `image.not-on-host`, `port.*`, `folder.*`, `engine.*`.
 */
export async function startDeployment(
  deployment: Deployment,
  context: OperationContext<PhasesProgress>,
  needs: StartNeeds,
): Promise<{ hostPort: number; seal: Seal }> {
  const plan = planOf(deployment);
  const ofParts = plan.containers.flatMap(({ image }) => ['create', 'start', 'ready'].map((name) => ({ name, image })));
  const phases = trackPhases(['check', 'network', 'gate', ...ofParts], needs.now, context.report);
  const { signal } = context;
  const job = await phases.run('check', async () => {
    const asked = engineForJob(await untilAborted(needs.engines.current(), signal), signal);
    await check(deployment, asked.engine, needs);
    return asked;
  });
  const { engine } = job;
  try {
    const network = await phases.run('network', () => engine.networks.create(plan.network));
    const gate = await phases.run('gate', async () =>
      runGate(engine, plan, { sealedId: network.id, image: await needs.gateImage(), signal }),
    );
    const product = (await engine.info()).product;
    for (const { image, spec } of plan.containers) {
      signal.throwIfAborted();
      context.log(`${image}: ${spec.image}`);
      const id = await phases.run('create', () => engine.containers.create(namedOn(product, spec)), image);
      await phases.run('start', () => engine.containers.start(id), image);
      const memoryBytes = spec.memoryBytes ?? 0;
      const limits = { ...READY_LIMITS, ...needs.limits };
      const wait = { engine, gate, containerId: id, image, memoryBytes, signal, limits };
      await phases.run('ready', () => waitUntilReady(wait), image);
    }
    const { containers, networks } = await onEngine(engine, deployment);
    return { hostPort: deployment.hostPort, seal: sealOf(containers, networks, product) ?? 'open' };
  } catch (error) {
    await job.takeAway(context.leave);
    throw error;
  }
}

/** Everything that can be known to be wrong before something is made. */
async function check(deployment: Deployment, engine: Engine, needs: StartNeeds): Promise<void> {
  const { containers: existing, gate, strangers } = await onEngine(engine, deployment);
  const plan = planOf(deployment);
  if (isRunning(plan, existing)) throw new Foreseen('run.already-running', {});
  const names = [plan.gate.spec.name, ...plan.containers.map(({ spec }) => spec.name)];
  const inTheWay = strangers.find(({ name }) => names.includes(name));
  if (inTheWay) throw new Foreseen('container.name-taken', { name: inTheWay.name });
  const host = await engine.info();
  for (const part of deployment.parts) {
    checkSize(part, host);
    await checkImage(engine, part);
    await checkLicence(part, needs);
    await needs.systemFolders.checkFolder(part.outputFolder);
    await prepareFolder(part.outputFolder);
  }
  await needs.takeOver.of(deployment.parts.map(({ licenceFolder }) => licenceFolder));
  const address = deployment.reach === 'network' ? '0.0.0.0' : '127.0.0.1';
  const isOwn = sharedPortOf(gate)?.hostPort === deployment.hostPort;
  if (host.onThisComputer && !isOwn && !(await isPortFree(deployment.hostPort, address)))
    throw new Foreseen('port.taken', { port: deployment.hostPort });
  // What an earlier run left is in the way of the same names; its folders are the operator's and stay.
  await removeAll(engine, deployment);
}

/**
 * Whether all that a start would make was started, or something that is not of its plan, e.g. a renewal's set. Where it is
 * only a part, an earlier start was interrupted, or one of them ended: they are made anew.
 */
function isRunning({ containers }: Plan, existing: readonly ContainerFacts[]): boolean {
  const planned = containers.map(({ spec }) => spec.name);
  const up = existing.flatMap(({ state, name }) =>
    state === 'running' || state === 'restarting' || state === 'paused' ? [name] : [],
  );
  return planned.every((name) => up.includes(name)) || up.some((name) => !planned.includes(name));
}

/**
 * Goes on with a start that was interrupted: where every container was started it is left to get ready, else what it made is
 * taken away. Fails with `engine.*`.
 */
export async function takeUpStart(deployment: Deployment, needs: Pick<StartNeeds, 'engines'>): Promise<TakenUp> {
  const engine = await needs.engines.current();
  const { containers } = await onEngine(engine, deployment);
  if (isRunning(planOf(deployment), containers)) return 'finished';
  await removeAll(engine, deployment);
  return 'taken-back';
}

function checkSize(part: Part, host: { readonly cpus: number; readonly memoryBytes: number }): void {
  if (host.cpus > 0 && part.cpus > host.cpus) throw new Foreseen('run.too-large', { image: part.image, what: 'cpus' });
  if (host.memoryBytes > 0 && part.memoryBytes > host.memoryBytes)
    throw new Foreseen('run.too-large', { image: part.image, what: 'memory' });
}

async function checkLicence({ image, licenceFolder }: Part, needs: StartNeeds): Promise<void> {
  const licence = await needs.readLicence(licenceFolder, needs.now());
  if (licence.state === 'expired')
    throw new Foreseen('license.expired', { image, endedAt: licence.endsAt ?? needs.now().toISOString() });
  if (!mayBeUsed(licence)) throw new Foreseen('license.missing', { image, folder: licenceFolder });
}

/** Takes all own containers and networks of a deployment away; what is gone already is fine. */
async function removeAll(engine: Engine, deployment: Deployment): Promise<void> {
  const { containers, gate, networks } = await onEngine(engine, deployment);
  for (const { id } of [...containers, ...(gate ? [gate] : [])]) await engine.containers.remove(id);
  for (const { id } of networks) await engine.networks.remove(id);
}

/** The parts of a deployment in the order of the plan, with the containers that are there now. */
export async function containersOf(
  engine: Engine,
  plan: Plan,
  deployment: Deployment,
): Promise<readonly { readonly image: ImageId; readonly id: string; readonly name: string }[]> {
  const found = await ownContainers(engine, deployment);
  return plan.containers.flatMap(({ image, spec }) => {
    const container = found.find(({ name }) => name === spec.name);
    return container ? [{ image, id: container.id, name: container.name }] : [];
  });
}

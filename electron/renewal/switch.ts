import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import type { Interruption } from '#shared/domain/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { planOf } from '../deployment/plan.ts';
import { READY_LIMITS, type ReadyLimits, readinessOf, waitUntilReady } from '../deployment/readiness.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { movePort } from './move-port.ts';
import { featureOf, imageOf, membersOf, newDeployment, trialNetworkOf } from './sets.ts';
import { type RenewalNeeds, type Stand, standIn } from './stand.ts';
import { checkParts, refreshed, removeSet } from './trial.ts';

export interface SwitchNeeds extends RenewalNeeds {
  readonly limits?: Partial<ReadyLimits>;
  /** Milliseconds that nobody can set. */
  readonly clock: () => number;
}

type Context = OperationContext<PhasesProgress>;

/** Containers get this long to write their usage records before they are killed. */
const GRACE_SECONDS = 30;

/**
 * Moves the port to the second set, which is the deployment's from then on. It can be done again after a break at any
 * point. Not cancelled in the middle: each of its steps is over within a blink.
 *
 * Fails with `renewal.not-ready`, `renewal.switch-failed`, `renewal.begin-first`, `engine.*`.
 */
export async function switchOver(
  { deploymentId }: { readonly deploymentId: string },
  context: Context,
  needs: SwitchNeeds,
): Promise<Interruption> {
  const phases = trackPhases(['renewal-check', 'switch-port', 'renewal-keep'], needs.now, context.report);
  const stand = await phases.run('renewal-check', async () => {
    const found = await standIn(['trial'], deploymentId, needs);
    await checkReady(found);
    return found;
  });
  const { engine, old, next, containers } = stand;
  const interruptionMs = await phases.run('switch-port', async () => {
    const taken = stand.serving === 'new' ? 0 : await movePort(stand, 'new', needs.clock);
    context.log(`${taken} ms`);
    return taken;
  });
  await phases.run('renewal-keep', async () => {
    await setRestart(engine, membersOf(old, containers), 'no');
    await setRestart(engine, membersOf(next, containers), next.restart);
    needs.save({ ...stand.deployment, ...next });
    await removeTrialNetwork(await refreshed(stand), context);
  });
  return { interruptionMs };
}

/** Every container of the second set has to be there and ready; the feature may be between two networks. */
async function checkReady({ next, old, containers }: Stand): Promise<void> {
  const members = membersOf(next, containers);
  if (members.length < next.parts.length) throw new Foreseen('renewal.not-ready', {});
  const feature = featureOf(next, containers);
  for (const member of members) {
    const between = member === feature && member.state === 'running' && member.ports.length === 0;
    if (!between && (await readinessOf(member)) !== 'ready')
      throw new Foreseen('renewal.not-ready', {}, { detail: `${member.name}: ${member.state}` });
  }
  if (!featureOf(old, containers)) throw new Foreseen('renewal.not-ready', {}, { detail: 'the old set is gone' });
}

/** What the engine does with these after a start of the computer. */
export async function setRestart(
  engine: Engine,
  members: readonly ContainerFacts[],
  policy: Deployment['restart'],
): Promise<void> {
  for (const { id } of members) await engine.containers.setRestart(id, policy);
}

/** Takes the trial's network away, once the set does not need it any more. */
export async function removeTrialNetwork(
  { engine, next, containers, networks }: Stand,
  context: Context,
): Promise<void> {
  const name = trialNetworkOf(planOf(next));
  const trial = networks.find((one) => one.name === name);
  if (!trial) return;
  try {
    for (const { id, networks: on } of membersOf(next, containers))
      if (on.some((one) => one.name === trial.name)) await engine.networks.disconnect(trial.id, id);
    await engine.networks.remove(trial.id);
  } catch {
    context.leave({ kind: 'network', name: trial.name }); // nothing depends on it, and the end of the renewal tries again
  }
}

/**
 * The way that needs no second set: ends the old one, then starts the new one at its port, with the same output folder,
 * since only one of them writes at a time. Where the new one does not get ready, or on a cancel, the old one serves again.
 *
 * Fails with `renewal.*`, `license.*`, `run.*`, `engine.*`.
 */
export async function replaceSet(
  { deploymentId }: { readonly deploymentId: string },
  context: Context,
  needs: SwitchNeeds,
): Promise<Interruption> {
  const stand = await standIn(['licence', 'trial'], deploymentId, needs);
  const { engine, old, marked } = stand;
  const next = newDeployment(old, marked, marked[0]?.set ?? '', 'same-output');
  const plan = planOf(next);
  const stopping = membersOf(old, stand.containers);
  const phases = trackPhases(
    [
      'check',
      ...stopping.toReversed().map((one) => ({ name: 'stop', image: imageOf(old, one) })),
      'network',
      ...plan.containers.flatMap(({ image }) => ['create', 'start', 'ready'].map((name) => ({ name, image }))),
      'renewal-keep',
    ],
    needs.now,
    context.report,
  );
  await phases.run('check', async () => {
    if (stand.serving === 'new' && stand.way === 'beside') throw new Foreseen('renewal.undo-first', {});
    await removeSet(next, stand);
    await checkParts(next, engine, needs);
  });
  const served = stopping.some(({ state }) => state === 'running');
  const since = needs.clock();
  try {
    for (const one of stopping.toReversed())
      await phases.run(
        'stop',
        () => engine.containers.stop(one.id, { graceSeconds: GRACE_SECONDS }),
        imageOf(old, one),
      );
    const network = await phases.run('network', () => engine.networks.create(plan.network));
    for (const { image, spec } of plan.containers) {
      context.signal.throwIfAborted();
      context.log(`${image}: ${spec.image}`);
      const { dns: _nobody, ...open } = spec;
      const id = await phases.run('create', () => engine.containers.create(network.sealed ? spec : open), image);
      await phases.run('start', () => engine.containers.start(id), image);
      const limits = { ...READY_LIMITS, ...needs.limits };
      const wait = { engine, containerId: id, image, memoryBytes: spec.memoryBytes ?? 0, limits };
      await phases.run('ready', () => waitUntilReady({ ...wait, signal: context.signal }), image);
    }
  } catch (error) {
    await removeSet(next, await refreshed(stand), context);
    if (served) await startAgain(old, stand, needs);
    throw error;
  }
  const interruptionMs = served ? Math.round(needs.clock() - since) : 0;
  await phases.run('renewal-keep', async () => needs.save({ ...stand.deployment, ...next }));
  return { interruptionMs };
}

/**
 * Starts stopped containers of a set again, helpers first, each on its set's network and until it is ready. Has its own
 * time: it goes on after a cancel.
 */
export async function startAgain(deployment: Deployment, stand: Stand, { limits }: Pick<SwitchNeeds, 'limits'>) {
  const { engine, containers, networks } = stand;
  const home = networks.find(({ name }) => name === planOf(deployment).network.name);
  for (const member of membersOf(deployment, containers)) {
    const image = imageOf(deployment, member);
    // One that was taken off while it ran would start without a network, or without its port.
    if (home && !member.networks.some(({ name }) => name === home.name))
      await engine.networks.connect(home.id, member.id, { alias: image });
    await engine.containers.start(member.id);
    const memoryBytes = deployment.parts.find((part) => part.image === image)?.memoryBytes ?? 0;
    const { signal } = new AbortController();
    const wait = { engine, containerId: member.id, image, memoryBytes, signal };
    await waitUntilReady({ ...wait, limits: { ...READY_LIMITS, ...limits } });
  }
}

import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import type { Interruption } from '#shared/domain/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { planOf } from '../deployment/plan.ts';
import { READY_LIMITS, type ReadyLimits, readinessOf, waitUntilReady } from '../deployment/readiness.ts';
import { STOP_GRACE_SECONDS } from '../docker/stop-grace.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { pointGate } from '../gate/gate.ts';
import type { GateImage } from '../gate/image.ts';
import { runGate } from '../gate/run-gate.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { movePort } from './move-port.ts';
import { featureOf, imageOf, isBehindGate, membersOf, newDeployment, routeTo } from './sets.ts';
import { type RenewalNeeds, type Stand, standIn } from './stand.ts';
import { checkParts, phasesOf, refreshed, removeSet, runSet } from './trial.ts';

export interface SwitchNeeds extends RenewalNeeds {
  readonly gateImage: () => Promise<GateImage>;
  readonly limits?: Partial<ReadyLimits>;
  /** Milliseconds that nobody can set. */
  readonly clock: () => number;
}

type Context = OperationContext<PhasesProgress>;

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
  });
  return { interruptionMs };
}

/** Every container of the second set has to be there and ready. */
async function checkReady({ next, old, containers }: Stand): Promise<void> {
  const members = membersOf(next, containers);
  if (members.length < next.parts.length) throw new Foreseen('renewal.not-ready', {});
  for (const member of members)
    if ((await readinessOf(member)) !== 'ready')
      throw new Foreseen('renewal.not-ready', {}, { detail: `${member.name}: ${member.state}` });
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

/**
 * The way that needs no second set: ends the old one, then starts the new one at its port, with the same output folder,
 * since only one of them writes at a time. Where the new one does not get ready, or on a cancel, the old one serves again.
 * `stopping` is called, and waited for, before the first stop.
 *
 * Fails with `renewal.*`, `license.*`, `run.*`, `engine.*`.
 */
export async function replaceSet(
  { deploymentId }: { readonly deploymentId: string },
  context: Context,
  needs: SwitchNeeds & { readonly stopping: () => Promise<void> },
): Promise<Interruption> {
  const stand = await standIn(['licence', 'trial'], deploymentId, needs);
  const { engine, old, marked } = stand;
  const next = newDeployment(old, marked, marked[0]?.set ?? '', 'same-output');
  const stopping = membersOf(old, stand.containers);
  const phases = trackPhases(
    [
      'check',
      ...stopping.toReversed().map((one) => ({ name: 'stop', image: imageOf(old, one) })),
      'gate',
      ...phasesOf(next),
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
  await needs.stopping();
  const since = needs.clock();
  try {
    for (const one of stopping.toReversed())
      await phases.run(
        'stop',
        () => engine.containers.stop(one.id, { graceSeconds: STOP_GRACE_SECONDS }),
        imageOf(old, one),
      );
    const gate = await phases.run('gate', () => gateFor(next, stand, context, needs));
    await runSet(next, { ...stand, gate }, phases, context, { ...needs, restart: next.restart });
    await pointGate(engine, gate, [routeTo(next)]);
  } catch (error) {
    const now = await refreshed(stand);
    await removeSet(next, now, context);
    if (served) await startAgain(old, now, needs);
    throw error;
  }
  const interruptionMs = served ? Math.round(needs.clock() - since) : 0;
  await phases.run('renewal-keep', async () => needs.save({ ...stand.deployment, ...next }));
  return { interruptionMs };
}

/** The gate of a deployment, running; made where it is not there, as before version 0.2.0. Fails with `run.gate-failed`, `engine.*`. */
async function gateFor(
  next: Deployment,
  { engine, gate, networks }: Stand,
  context: Context,
  needs: SwitchNeeds,
): Promise<ContainerFacts> {
  if (gate) {
    await engine.containers.start(gate.id);
    return (await engine.containers.inspect(gate.id)) ?? gate;
  }
  const plan = planOf(next);
  const there = networks.find(({ name }) => name === plan.network.name);
  const sealed = there ?? (await engine.networks.create(plan.network));
  const image = await needs.gateImage();
  return runGate(engine, plan, { sealedId: sealed.id, image, signal: context.signal });
}

/**
 * Starts stopped containers of a set again, helpers first, each until it is ready, and has the port lead to them. Has its
 * own time: it goes on after a cancel.
 */
export async function startAgain(
  deployment: Deployment,
  stand: Stand,
  { limits }: Pick<SwitchNeeds, 'limits'>,
): Promise<void> {
  const { engine } = stand;
  const members = membersOf(deployment, stand.containers);
  const behind = members.every(isBehindGate);
  if (stand.gate) await (behind ? engine.containers.start(stand.gate.id) : engine.containers.remove(stand.gate.id));
  const gate = stand.gate && behind ? await engine.containers.inspect(stand.gate.id) : null;
  for (const member of members) {
    const image = imageOf(deployment, member);
    await engine.containers.start(member.id);
    const memoryBytes = deployment.parts.find((part) => part.image === image)?.memoryBytes ?? 0;
    const { signal } = new AbortController();
    const wait = { engine, gate, containerId: member.id, image, memoryBytes, signal };
    await waitUntilReady({ ...wait, limits: { ...READY_LIMITS, ...limits } });
  }
  if (gate) await pointGate(engine, gate, [routeTo(deployment)]);
}

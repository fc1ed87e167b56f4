import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import type { SideBySide } from '#shared/domain/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { mayBeUsed } from '#shared/rules/licence.ts';
import { onEngine } from '../deployment/own.ts';
import { namedOn, planOf } from '../deployment/plan.ts';
import { READY_LIMITS, type ReadyLimits, waitUntilReady } from '../deployment/readiness.ts';
import { engineForJob } from '../docker/for-job.ts';
import { untilAborted } from '../docker/in-time.ts';
import type { Engine } from '../docker/types.ts';
import { prepareFolder } from '../files/folders.ts';
import { pointGate } from '../gate/gate.ts';
import { laneRoutes, otherLane } from '../gate/plan-gate.ts';
import { checkImage } from '../images/check-image.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { removeIfEmpty } from './folders.ts';
import { featureOf, isBehindGate, laneOf, membersOf, newDeployment } from './sets.ts';
import { type RenewalNeeds, type Stand, standIn } from './stand.ts';

export interface StartTrialNeeds extends RenewalNeeds {
  readonly limits?: Partial<ReadyLimits>;
}

/** Whether a second set can run beside the first. */
export function sideBySideOf({ gate, containers, old, serving, stage }: Stand): SideBySide {
  if (serving !== 'old' && stage !== 'trial') return 'not-running';
  return gate && membersOf(old, containers).every(isBehindGate) ? 'possible' : 'started-before';
}

/**
 * Starts the second set with the new licences beside the old one, which serves on: on the same sealed network, behind ports
 * of the gate that nobody else uses. What an earlier try left is taken away first; a failed one is, too.
 *
 * Fails with `renewal.*`, `license.expired`, `license.missing`, `run.*`, `image.not-on-host`, `folder.*`.
 */
export async function startTrial(
  { deploymentId }: { readonly deploymentId: string },
  context: OperationContext<PhasesProgress>,
  needs: StartTrialNeeds,
): Promise<{ address: string; port: number }> {
  const { signal } = context;
  const found = await untilAborted(standIn(['licence', 'trial'], deploymentId, needs), signal);
  const { engine, takeAway } = engineForJob(found.engine, signal);
  const stand = { ...found, engine };
  const { old, marked, gate } = stand;
  const set = marked[0]?.set ?? '';
  const next = newDeployment(old, marked, set, 'own-output');
  const phases = trackPhases(['check', ...phasesOf(next)], needs.now, context.report);
  await phases.run('check', async () => {
    const reason = sideBySideOf(stand);
    if (reason !== 'possible') throw new Foreseen('renewal.not-side-by-side', { reason });
    if (stand.serving === 'new') throw new Foreseen('renewal.undo-first', {});
    await removeSet(next, stand);
    await checkParts(next, engine, needs);
  });
  try {
    // Not started again by itself: after a start of the computer the old set serves. An engine that cannot change this
    // at the switch gets at once what holds after it.
    const restart = engine.containers.changesRestart ? 'no' : old.restart;
    await runSet(next, { ...stand, gate }, phases, context, { ...needs, restart });
    const feature = featureOf(next, (await refreshed(stand)).containers);
    const at = feature?.ports[0];
    if (!at) throw new Foreseen('renewal.not-ready', {});
    return { address: at.hostAddress, port: at.hostPort };
  } catch (error) {
    await takeAway(context.leave);
    for (const { outputFolder } of next.parts) await removeIfEmpty(outputFolder);
    throw error;
  }
}

/** The phases of starting a set, in order. */
export const phasesOf = (deployment: Deployment) =>
  planOf(deployment).containers.flatMap(({ image }) => ['create', 'start', 'ready'].map((name) => ({ name, image })));

/**
 * Makes a set behind the lane of the gate that the other one does not use, and waits until it is ready. Fails with `run.*`,
 * `engine.*`.
 */
export async function runSet(
  next: Deployment,
  { engine, gate, containers, old }: Stand,
  phases: ReturnType<typeof trackPhases>,
  context: OperationContext<PhasesProgress>,
  { limits, restart }: { readonly limits?: Partial<ReadyLimits>; readonly restart: Deployment['restart'] },
): Promise<void> {
  if (!gate) throw new Foreseen('renewal.not-ready', {});
  const lane = otherLane(laneOf(membersOf(old, containers)) ?? 'b');
  const plan = planOf(next, lane);
  const { product } = await engine.info();
  await pointGate(engine, gate, laneRoutes(lane, plan.targets));
  for (const { image, spec } of plan.containers) {
    context.signal.throwIfAborted();
    context.log(`${image}: ${spec.image}`);
    const wanted = { ...namedOn(product, spec), restart };
    const id = await phases.run('create', () => engine.containers.create(wanted), image);
    await phases.run('start', () => engine.containers.start(id), image);
    const memoryBytes = spec.memoryBytes ?? 0;
    const wait = { engine, gate, containerId: id, image, memoryBytes, signal: context.signal };
    await phases.run('ready', () => waitUntilReady({ ...wait, limits: { ...READY_LIMITS, ...limits } }), image);
  }
}

/** Images, licences and folders of a set that is about to be made. */
export async function checkParts(next: Deployment, engine: Engine, needs: RenewalNeeds): Promise<void> {
  for (const { image, reference, licenceFolder, outputFolder } of next.parts) {
    await checkImage(engine, { image, reference });
    const licence = await needs.readLicence(licenceFolder, needs.now());
    if (licence.state === 'expired')
      throw new Foreseen('license.expired', { image, endedAt: licence.endsAt ?? needs.now().toISOString() });
    if (!mayBeUsed(licence)) throw new Foreseen('license.missing', { image, folder: licenceFolder });
    await needs.systemFolders.checkFolder(outputFolder);
    await prepareFolder(outputFolder);
  }
  await needs.takeOver.of(next.parts.map(({ licenceFolder }) => licenceFolder));
}

/** The stand with what is on the engine now. */
export async function refreshed(stand: Stand): Promise<Stand> {
  const { containers, networks, gate } = await onEngine(stand.engine, stand.deployment);
  return { ...stand, containers, networks, gate };
}

/** Takes a set's containers away; what will not go is listed as left, or fails where there is no list. */
export async function removeSet(
  deployment: Deployment,
  { engine, containers }: Pick<Stand, 'engine' | 'containers'>,
  context?: Pick<OperationContext<PhasesProgress>, 'leave'>,
): Promise<void> {
  for (const { id, name } of membersOf(deployment, containers).toReversed()) {
    try {
      await engine.containers.remove(id);
    } catch (error) {
      if (!context) throw error;
      context.leave({ kind: 'container', name });
    }
  }
}

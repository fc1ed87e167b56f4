import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import type { SideBySide } from '#shared/domain/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { onEngine } from '../deployment/own.ts';
import { planOf } from '../deployment/plan.ts';
import { isPortFree } from '../deployment/ports.ts';
import { READY_LIMITS, type ReadyLimits, waitUntilReady } from '../deployment/readiness.ts';
import type { ContainerFacts, ContainerSpec, Engine } from '../docker/types.ts';
import { prepareFolder } from '../files/folders.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { removeIfEmpty } from './folders.ts';
import { membersOf, networksOf, newDeployment, trialNetworkOf } from './sets.ts';
import { type RenewalNeeds, type Stand, standIn } from './stand.ts';

export interface StartTrialNeeds extends RenewalNeeds {
  readonly limits?: Partial<ReadyLimits>;
}

/** The deployment's own port is published here, and at another address of loopback while it is tried. */
const HOME = '127.0.0.1';
const TRIAL_ADDRESSES = Array.from({ length: 8 }, (_, at) => `127.0.0.${at + 2}`);

/** Whether the engine moves the port of a running container with its networks. Podman publishes whatever a network says. */
export async function canMovePorts(engine: Engine): Promise<boolean> {
  const { product } = await engine.info();
  return product === 'docker' || product === 'rehearsal';
}

/** Whether a second set can stand beside the first. */
export async function sideBySideOf({ engine, old, serving, stage }: Stand): Promise<SideBySide> {
  if (!(await canMovePorts(engine))) return 'engine-cannot';
  if (old.reach !== 'this-computer') return 'open-to-network';
  return serving === 'old' || stage === 'trial' ? 'possible' : 'not-running';
}

/**
 * Starts the second set with the new licences, on a sealed network of its own, while the old set serves. The feature also
 * stands on a network that publishes at another address of loopback: taken off that one, it is published by the set's own
 * at the deployment's address, without a restart and without losing its way to the helper. What an earlier try left is
 * taken away first; a failed one is, too.
 *
 * Fails with `renewal.*`, `license.expired`, `license.missing`, `run.*`, `image.not-on-host`, `port.taken`, `folder.*`.
 */
export async function startTrial(
  { deploymentId }: { readonly deploymentId: string },
  context: OperationContext<PhasesProgress>,
  needs: StartTrialNeeds,
): Promise<{ address: string; port: number }> {
  const stand = await standIn(['licence', 'trial'], deploymentId, needs);
  const { engine, old, marked } = stand;
  const set = marked[0]?.set ?? '';
  const next = newDeployment(old, marked, set, 'own-output');
  const plan = planOf(next);
  const ofParts = plan.containers.flatMap(({ image }) => ['create', 'start', 'ready'].map((name) => ({ name, image })));
  const phases = trackPhases(['check', 'network', ...ofParts], needs.now, context.report);
  const address = await phases.run('check', async () => {
    const reason = await sideBySideOf(stand);
    if (reason !== 'possible') throw new Foreseen('renewal.not-side-by-side', { reason });
    if (stand.serving === 'new') throw new Foreseen('renewal.undo-first', {});
    await removeSet(next, stand);
    await checkParts(next, engine, needs);
    return freeAddress(old.hostPort);
  });
  try {
    const networkId = await phases.run('network', async () => {
      const labels = plan.network.labels;
      const trial = { name: trialNetworkOf(plan), labels, sealed: true, publishAt: address };
      // The trial's network first: where it is, the second set stands beside the old one and not in its place.
      await engine.networks.create(trial);
      return (await engine.networks.create({ ...plan.network, publishAt: HOME })).id;
    });
    for (const { image, spec } of plan.containers) {
      context.signal.throwIfAborted();
      context.log(`${image}: ${spec.image}`);
      const isFeature = image === next.feature;
      const wanted = isFeature ? onTrial(spec, trialNetworkOf(plan)) : { ...spec, restart: 'no' as const };
      const id = await phases.run('create', () => engine.containers.create(wanted), image);
      await phases.run('start', () => engine.containers.start(id), image);
      if (isFeature) await engine.networks.connect(networkId, id, { alias: image });
      const limits = { ...READY_LIMITS, ...needs.limits };
      const memoryBytes = spec.memoryBytes ?? 0;
      const wait = { engine, containerId: id, image, memoryBytes, signal: context.signal, limits };
      await phases.run('ready', () => waitUntilReady(wait), image);
    }
    return { address, port: next.hostPort };
  } catch (error) {
    await removeSet(next, await refreshed(stand), context);
    for (const { outputFolder } of next.parts) await removeIfEmpty(outputFolder);
    throw error;
  }
}

/** Published where its network says, and not started again by itself: after a start of the computer the old set serves. */
const onTrial = (spec: ContainerSpec, network: string): ContainerSpec => ({
  ...spec,
  ports: spec.ports.map((port) => ({ ...port, hostAddress: null })),
  network: { name: network, alias: spec.network?.alias ?? '' },
  restart: 'no',
});

async function freeAddress(port: number): Promise<string> {
  for (const address of TRIAL_ADDRESSES) if (await isPortFree(port, address)) return address;
  throw new Foreseen('port.taken', { port });
}

/** Images, licences and folders of a set that is about to be made. */
export async function checkParts(next: Deployment, engine: Engine, needs: RenewalNeeds): Promise<void> {
  for (const { image, reference, licenceFolder, outputFolder } of next.parts) {
    if (!(await engine.images.find(reference))) throw new Foreseen('image.not-on-host', { image, reference });
    const licence = await needs.readLicence(licenceFolder, needs.now());
    if (licence.state === 'expired')
      throw new Foreseen('license.expired', { image, endedAt: licence.endsAt ?? needs.now().toISOString() });
    if (licence.state !== 'valid') throw new Foreseen('license.missing', { image, folder: licenceFolder });
    await prepareFolder(outputFolder);
  }
}

/** The stand's containers and networks as they are now. */
export async function refreshed(stand: Stand): Promise<Stand> {
  const { containers, networks } = await onEngine(stand.engine, stand.deployment);
  return { ...stand, containers, networks };
}

/** Takes a set's containers and networks away; what will not go is told where there is someone to tell. */
export async function removeSet(
  deployment: Deployment,
  { engine, containers, networks }: Pick<Stand, 'engine' | 'containers' | 'networks'>,
  context?: Pick<OperationContext<PhasesProgress>, 'leave'>,
): Promise<void> {
  const members: readonly ContainerFacts[] = membersOf(deployment, containers);
  const each = async (kind: 'container' | 'network', name: string, remove: () => Promise<void>): Promise<void> => {
    try {
      await remove();
    } catch (error) {
      if (!context) throw error;
      context.leave({ kind, name });
    }
  };
  for (const { id, name } of members.toReversed()) await each('container', name, () => engine.containers.remove(id));
  for (const { id, name } of networksOf(deployment, networks))
    await each('network', name, () => engine.networks.remove(id));
}

import type { Deployment, LicenceState, PartWorld } from '#shared/domain/deployment.ts';
import type { RenewalStage } from '#shared/domain/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { onEngine } from '../deployment/own.ts';
import { planOf } from '../deployment/plan.ts';
import type { ContainerFacts, Engine, Engines, NetworkFacts } from '../docker/types.ts';
import type { Licences } from '../license/licences.ts';
import { type Marked, markedFolders } from './folders.ts';
import { featureOf, hasPort, membersOf, newDeployment, oldDeployment, trialNetworkOf } from './sets.ts';

/** What every step of a renewal needs. */
export interface RenewalNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly licences: Pick<Licences, 'of'>;
  readonly deployment: (id: string) => Deployment;
  readonly save: (deployment: Deployment) => void;
  readonly readLicence: (folder: string, now: Date) => Promise<LicenceState>;
  /** A container as a screen shows it. */
  readonly worldOf: (container: ContainerFacts) => Promise<NonNullable<PartWorld['container']>>;
  readonly now: () => Date;
}

/** Where a renewal stands, as folders, labels and the definition tell: the one place that decides it. */
export interface Stand {
  readonly engine: Engine;
  readonly stage: RenewalStage;
  readonly deployment: Deployment;
  /** The deployment before and after; the same while nothing is being renewed. */
  readonly old: Deployment;
  readonly next: Deployment;
  readonly marked: readonly Marked[];
  readonly containers: readonly ContainerFacts[];
  readonly networks: readonly NetworkFacts[];
  readonly serving: 'old' | 'new' | 'nobody';
  /** How the second set was made, where there is one: only one that stands beside the first has a trial's network. */
  readonly way: 'beside' | 'replace';
}

/** Reads where the renewal of a deployment stands. Fails with `deployment.unknown`, `engine.*`. */
export async function readStand(deploymentId: string, needs: RenewalNeeds): Promise<Stand> {
  const deployment = needs.deployment(deploymentId);
  const engine = await needs.engines.current();
  const [all, { containers, networks }] = await Promise.all([markedFolders(deployment), onEngine(engine, deployment)]);
  // One renewal at a time; should two have been begun, the newer one is meant.
  const set = all
    .map((one) => one.set)
    .toSorted()
    .at(-1);
  const marked = all.filter((one) => one.set === set);
  const before = marked[0]?.before;
  if (set === undefined || before === undefined) {
    const serving = hasPort(featureOf(deployment, containers), deployment.hostPort) ? 'old' : 'nobody';
    const own = membersOf(deployment, containers);
    const stage = containers.some((one) => !own.includes(one)) ? 'leftovers' : 'none';
    return {
      engine,
      stage,
      deployment,
      old: deployment,
      next: deployment,
      marked,
      containers,
      networks,
      serving,
      way: 'beside',
    };
  }
  const old = oldDeployment(deployment, before);
  const switched = deployment.set === set;
  const beside = newDeployment(old, marked, set, 'own-output');
  const trialNetwork = trialNetworkOf(planOf(beside));
  const way = networks.some(({ name }) => name === trialNetwork) ? 'beside' : 'replace';
  const next = switched ? deployment : way === 'beside' ? beside : newDeployment(old, marked, set, 'same-output');
  const stage = switched ? 'switched' : membersOf(next, containers).length > 0 ? 'trial' : 'licence';
  const serving = hasPort(featureOf(next, containers), deployment.hostPort)
    ? 'new'
    : hasPort(featureOf(old, containers), deployment.hostPort)
      ? 'old'
      : 'nobody';
  return { engine, stage, deployment, old, next, marked, containers, networks, serving, way };
}

/** The stand, if it is one of those in which a step can be done. Fails with `renewal.begin-first`, `renewal.undo-first`. */
export async function standIn(
  stages: readonly RenewalStage[],
  deploymentId: string,
  needs: RenewalNeeds,
): Promise<Stand> {
  const stand = await readStand(deploymentId, needs);
  if (stages.includes(stand.stage)) return stand;
  throw stand.stage === 'none' || stand.stage === 'licence'
    ? new Foreseen('renewal.begin-first', {})
    : new Foreseen('renewal.undo-first', {});
}

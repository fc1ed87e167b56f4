import type { Deployment, LicenceState, PartWorld } from '#shared/domain/deployment.ts';
import type { RenewalStage } from '#shared/domain/renewal.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { onEngine } from '../deployment/own.ts';
import type { ContainerFacts, Engine, Engines, NetworkFacts } from '../docker/types.ts';
import type { OwnPlaces } from '../files/own-place.ts';
import { servedBy } from '../gate/gate.ts';
import type { SystemFolders } from '../grants/system-folders.ts';
import type { Licences } from '../license/licences.ts';
import type { TakeOver } from '../license/take-over.ts';
import type { Templates } from '../license/templates.ts';
import type { Marked, Marks } from './marks.ts';
import { featureOf, hasPort, isBehindGate, membersOf, newDeployment, oldDeployment } from './sets.ts';

/** What every step of a renewal needs. */
export interface RenewalNeeds {
  readonly engines: Pick<Engines, 'current'>;
  readonly licences: Pick<Licences, 'of'>;
  readonly deployment: (id: string) => Deployment;
  readonly save: (deployment: Deployment) => void;
  readonly readLicence: (folder: string, now: Date) => Promise<LicenceState>;
  readonly templates: Pick<Templates, 'brought' | 'has'>;
  readonly ownPlaces: OwnPlaces;
  readonly takeOver: Pick<TakeOver, 'of'>;
  /** A container as a screen shows it. */
  readonly worldOf: (container: ContainerFacts) => Promise<NonNullable<PartWorld['container']>>;
  readonly systemFolders: Pick<SystemFolders, 'checkFolder'>;
  readonly marks: Pick<Marks, 'of' | 'put' | 'remove'>;
  readonly now: () => Date;
}

/** How far a renewal is, read from marks, folders, labels and the definition: the one place that decides it. */
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
  /** What publishes the port; null where it is not there, or from before there was one. */
  readonly gate: ContainerFacts | null;
  readonly serving: 'old' | 'new' | 'nobody';
  /** How the second set was made, where there is one: in the place of the first it goes on in its output folder. */
  readonly way: 'beside' | 'replace';
}

/** Reads how far the renewal of a deployment is. Fails with `deployment.unknown`, `engine.*`. */
export async function readStand(deploymentId: string, needs: RenewalNeeds): Promise<Stand> {
  const deployment = needs.deployment(deploymentId);
  const engine = await needs.engines.current();
  const [all, { containers, networks, gate }] = await Promise.all([
    needs.marks.of(deployment),
    onEngine(engine, deployment),
  ]);
  // One renewal at a time; should two have been begun, the newer one is meant.
  const set = all
    .map((one) => one.set)
    .toSorted()
    .at(-1);
  const marked = all.filter((one) => one.set === set);
  const before = marked[0]?.before;
  if (set === undefined || before === undefined) {
    const serving = (await answers(deployment, { engine, containers, gate })) ? 'old' : 'nobody';
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
      gate,
      serving,
      way: 'beside',
    };
  }
  const old = oldDeployment(deployment, before);
  const switched = deployment.set === set;
  const beside = newDeployment(old, marked, set, 'own-output');
  const way = membersOf(beside, containers).some((one) => isBeside(one, beside)) ? 'beside' : 'replace';
  const next = switched ? deployment : way === 'beside' ? beside : newDeployment(old, marked, set, 'same-output');
  const stage = switched ? 'switched' : membersOf(next, containers).length > 0 ? 'trial' : 'licence';
  const on = { engine, containers, gate };
  const serving = (await answers(next, on)) ? 'new' : (await answers(old, on)) ? 'old' : 'nobody';
  return { engine, stage, deployment, old, next, marked, containers, networks, gate, serving, way };
}

/** Whether requests at the deployment's port go to a set's feature, and it runs. */
async function answers(
  deployment: Deployment,
  { engine, containers, gate }: Pick<Stand, 'engine' | 'containers' | 'gate'>,
): Promise<boolean> {
  const feature = featureOf(deployment, containers);
  if (feature?.state !== 'running') return false;
  if (!isBehindGate(feature)) return hasPort(feature, deployment.hostPort);
  return gate?.state === 'running' && (await servedBy(engine, gate))[0] === feature.name;
}

/** Whether a container of the second set writes into an output folder of its own. */
const isBeside = (container: ContainerFacts, beside: Deployment): boolean =>
  container.mounts.some(({ hostPath }) => beside.parts.some(({ outputFolder }) => outputFolder === hostPath));

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

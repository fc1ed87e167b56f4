import { FeatureId, ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import { Deployment, type Part } from '#shared/domain/deployment.ts';
import type { FoundDeployment } from '#shared/domain/found.ts';
import { DEFAULT_REGISTRY, parseReference } from '#shared/domain/reference.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { isGate, sharedPortOf, shownBy } from '../gate/gate.ts';
import { gatePlaceAt, sharedTargets, targetPorts } from '../gate/plan-gate.ts';
import { LICENCE_MOUNT, OUTPUT_MOUNT } from './plan.ts';
import { propose } from './propose.ts';

export interface FoundNeeds {
  readonly definitions: readonly Deployment[];
  /** Folders of deployments are below it. */
  readonly folder: string;
  readonly nameOf: (feature: FeatureId) => string;
  /** A port that nobody has. */
  readonly freePort: () => Promise<number>;
  readonly now: Date;
}

type Proposed = FoundDeployment['proposed'][number];

/** Containers of one deployment, made by one installation. */
export interface Group {
  readonly id: string;
  readonly installation: string | null;
  readonly containers: readonly ContainerFacts[];
}

/** What is on the engine of deployments that the settings do not have, by who made it. Fails with `engine.*`. */
export async function unknownGroups(engine: Engine, definitions: readonly Deployment[]): Promise<readonly Group[]> {
  const labels = { [LABELS.job]: 'deployment' };
  const [own, strange] = await Promise.all([engine.containers.withLabels(labels), engine.containers.strangers(labels)]);
  const known = new Set(definitions.map(({ id }) => id));
  const groups = new Map<string, { id: string; installation: string | null; containers: ContainerFacts[] }>();
  const add = (container: ContainerFacts, installation: string | null): void => {
    const id = container.labels[LABELS.deployment];
    if (id === undefined || known.has(id)) return;
    const key = JSON.stringify([installation, id]);
    const group = groups.get(key) ?? { id, installation, containers: [] };
    group.containers.push(container);
    groups.set(key, group);
  };
  for (const one of own) add(one, null);
  for (const one of strange) add(one, one.labels[LABELS.installation] ?? '');
  return [...groups.values()];
}

/**
 * What a group's containers tell of their deployment; null where the feature's container is not among them. Only where
 * `shown` says how the gate routes is the set that serves known, else the older of two is taken. Fails with `engine.*`.
 */
export async function foundIn(
  { id, installation, containers }: Group,
  shown: string | null,
  needs: FoundNeeds,
): Promise<FoundDeployment | null> {
  const gate = containers.find(isGate) ?? null;
  const members = ofOneSet(
    containers.filter((one) => !isGate(one)),
    shown,
  );
  const feature = featureIn(members);
  const main = members.find((one) => one.labels[LABELS.image] === feature);
  if (!feature || !main) return null;
  const proposed = new Set<Proposed>();
  const shared = gate ? sharedPortOf(gate) : (main.ports[0] ?? null);
  const reference = parseReference(main.image);
  const base = propose(
    { feature, registry: reference?.registry ?? DEFAULT_REGISTRY, tag: reference?.tag ?? null },
    {
      host: null,
      others: needs.definitions,
      strangerIds: [],
      folder: needs.folder,
      nameOf: needs.nameOf,
      hostPort: shared?.hostPort ?? (await needs.freePort()),
      now: needs.now,
      id,
    },
  );
  if (!shared) proposed.add('port');
  if (main.restart === null) proposed.add('restart');
  const ports = targetPorts(shown ?? '');
  const parts = base.parts.map((part) =>
    partOf(part, members.find((one) => one.labels[LABELS.image] === part.image) ?? null, ports, (what) =>
      proposed.add(what),
    ),
  );
  const started = containers.flatMap(({ startedAt }) => startedAt ?? []).toSorted()[0];
  const set = main.labels[LABELS.set];
  const { data } = Deployment.safeParse({
    ...base,
    createdAt: started === undefined ? base.createdAt : new Date(started).toISOString(),
    parts,
    reach: shared && shared.hostAddress !== '127.0.0.1' ? 'network' : 'this-computer',
    restart: main.restart ?? base.restart,
    ...(set === undefined ? {} : { set }),
  });
  // A label that is none of ours.
  if (!data) return null;
  return {
    installation,
    deployment: data,
    proposed: [...proposed],
    running: members.some(({ state }) => state === 'running'),
    containers: containers.map(({ name }) => name).toSorted(),
    offered: installation === null || needs.definitions.length === 0,
  };
}

/** How the gate of a group routes, as it says itself; null where it does not run. Fails with `run.gate-failed`, `engine.*`. */
export async function routesOf(engine: Engine, { containers }: Group): Promise<string | null> {
  const gate = containers.find(isGate);
  return gate?.state === 'running' ? shownBy(engine, gate) : null;
}

/** The members of the set that the port leads to; a renewal in progress has two. */
function ofOneSet(members: readonly ContainerFacts[], shown: string | null): readonly ContainerFacts[] {
  const setOf = (one: ContainerFacts): string => one.labels[LABELS.set] ?? '';
  const served = members.find(({ name }) => name === sharedTargets(shown ?? '')[0]);
  const set = served ? setOf(served) : members.map(setOf).toSorted()[0];
  return members.filter((one) => setOf(one) === set);
}

/** Which of them has the deployment's port: the first behind the gate, else the one that is made of all of them. */
function featureIn(members: readonly ContainerFacts[]): FeatureId | null {
  const imageOf = ({ labels }: ContainerFacts): ImageId | null => ImageId.safeParse(labels[LABELS.image]).data ?? null;
  const first = members.find(({ labels }) => gatePlaceAt(labels[LABELS.gatePort]) === 0);
  if (first) return FeatureId.safeParse(imageOf(first)).data ?? null;
  if (members.some(({ labels }) => labels[LABELS.gatePort] !== undefined)) return null;
  const images = members.flatMap((one) => imageOf(one) ?? []);
  const isWhole = (feature: FeatureId): boolean =>
    imagesFor(feature).length === images.length && imagesFor(feature).every((image) => images.includes(image));
  return FeatureId.options.find(isWhole) ?? null;
}

/** A part as its container has it; what is not known is as the catalogue has it. */
function partOf(
  base: Part,
  container: ContainerFacts | null,
  ports: ReadonlyMap<string, number>,
  propose: (what: Proposed) => void,
): Part {
  const folder = (path: string): string | undefined =>
    container?.mounts.find(({ containerPath }) => containerPath === path)?.hostPath;
  const or = <T>(known: T | null | undefined, proposal: T, what: Proposed): T => {
    if (known === null || known === undefined) propose(what);
    return known ?? proposal;
  };
  return {
    ...base,
    reference: or(container && parseReference(container.image) ? container.image : null, base.reference, 'image'),
    licenceFolder: or(folder(LICENCE_MOUNT), base.licenceFolder, 'folders'),
    outputFolder: or(folder(OUTPUT_MOUNT), base.outputFolder, 'folders'),
    cpus: or(container?.cpus, base.cpus, 'limits'),
    memoryBytes: or(container?.memoryBytes, base.memoryBytes, 'limits'),
    containerPort: or(container && ports.get(container.name), base.containerPort, 'container-port'),
  };
}

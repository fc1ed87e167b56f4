import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { EngineInfo } from '#shared/domain/engine.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerSpec } from '../docker/types.ts';
import { gatePortOf, gateSpec, type Lane, NO_DNS, type Target } from '../gate/plan-gate.ts';
import { GATE_REFERENCE } from '../gate/reference.ts';

interface PlannedNetwork {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether nothing gets out of it. It then publishes nothing either. */
  readonly sealed: boolean;
}

export interface Plan {
  /** The sealed one that helpers and feature are on, of every set that a deployment has. */
  readonly network: PlannedNetwork;
  /** What publishes the feature's port, on a network of its own and on the sealed one. */
  readonly gate: { readonly network: PlannedNetwork; readonly spec: ContainerSpec };
  /** The places behind the gate, in the order of the definition: the feature first. */
  readonly targets: readonly [Target, ...Target[]];
  /** Helpers first: a feature calls its helper as soon as it is asked. */
  readonly containers: readonly PlannedContainer[];
}

export interface PlannedContainer {
  readonly image: ImageId;
  readonly spec: ContainerSpec;
}

/** Where the mounts are inside the containers; the settings `Mounts:License` and `Mounts:Output` name them. */
export const LICENCE_MOUNT = '/licence';
export const OUTPUT_MOUNT = '/output';

export const labelsOf = (deploymentId: string): Record<string, string> => ({
  [LABELS.job]: 'deployment',
  [LABELS.deployment]: deploymentId,
});

/**
 * What a disconnected run consists of (vendor contract 3.2): the one structure that the start carries out and the preview
 * prints. Helpers and feature are on a network that nothing gets out of; the gate alone publishes, the feature's port at the
 * address that the operator chose.
 */
export function planOf(deployment: Deployment, lane: Lane = 'a'): Plan {
  const labels = labelsOf(deployment.id);
  const base = baseOf(deployment.id);
  const network = { name: `${base}-sealed`, labels, sealed: true };
  const containers = deployment.parts
    .map((part, place) => ({
      image: part.image,
      spec: specOf(deployment, part, network.name, gatePortOf(lane, place)),
    }))
    .toReversed();
  const [feature, ...helpers] = deployment.parts.map((part) => targetOf(deployment, part));
  if (!feature) throw new Error('a deployment without a part');
  const targets = [feature, ...helpers] as const;
  const open = { name: `${base}-gate`, labels, sealed: false };
  const spec = gateSpec({
    name: open.name,
    image: GATE_REFERENCE,
    labels: { ...labels, [LABELS.gate]: 'true' },
    network: open.name,
    hostAddress: deployment.reach === 'network' ? '0.0.0.0' : '127.0.0.1',
    hostPort: deployment.hostPort,
    restart: deployment.restart,
    lane,
    targets,
  });
  return { network, gate: { network: open, spec }, targets, containers };
}

const baseOf = (id: string): string => `drydock-${id}`;

/** The containers of a set begin so: a set that a renewal made has its own names. */
const nameOf = ({ id, set }: Deployment): string => (set === undefined ? baseOf(id) : `${baseOf(id)}-${set}`);

/** The name that a container is found by on the sealed network, which two sets may share. */
const aliasOf = ({ set }: Deployment, image: ImageId): string => (set === undefined ? image : `${image}-${set}`);

const targetOf = (deployment: Deployment, { image, containerPort }: Part): Target => ({
  name: `${nameOf(deployment)}-${image}`,
  port: containerPort,
});

const setLabels = ({ id, set }: Deployment): Record<string, string> => ({
  ...labelsOf(id),
  ...(set === undefined ? {} : { [LABELS.set]: set }),
});

function specOf(deployment: Deployment, part: Part, network: string, gatePort: number): ContainerSpec {
  return {
    name: targetOf(deployment, part).name,
    image: part.reference,
    args: [
      'eula=accept',
      `Mounts:License=${LICENCE_MOUNT}`,
      `Mounts:Output=${OUTPUT_MOUNT}`,
      ...helperSetting(deployment, part),
    ],
    labels: { ...setLabels(deployment), [LABELS.image]: part.image, [LABELS.gatePort]: String(gatePort) },
    mounts: [
      { hostPath: part.licenceFolder, containerPath: LICENCE_MOUNT, readOnly: false },
      { hostPath: part.outputFolder, containerPath: OUTPUT_MOUNT, readOnly: false },
    ],
    ports: [],
    cpus: part.cpus,
    memoryBytes: part.memoryBytes,
    network: { name: network, alias: aliasOf(deployment, part.image) },
    restart: deployment.restart,
    dns: [NO_DNS],
  };
}

/** Podman gives names through the name server that the seal takes away, so there a container keeps it. */
export function namedOn(product: EngineInfo['product'], spec: ContainerSpec): ContainerSpec {
  const { dns: _nobody, ...open } = spec;
  return product === 'podman' ? open : spec;
}

/** How a feature is told where its helper listens (vendor contract 2). */
function helperSetting(deployment: Deployment, part: Part): readonly string[] {
  const { helper } = catalogue[part.image];
  const other = helper && deployment.parts.find(({ image }) => image === helper.image);
  return helper && other ? [`${helper.setting}=http://${aliasOf(deployment, other.image)}:${other.containerPort}`] : [];
}

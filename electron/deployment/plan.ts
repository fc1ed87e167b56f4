import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { LABELS } from '../docker/labels.ts';
import type { ContainerSpec } from '../docker/types.ts';

export interface Plan {
  readonly network: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly sealed: boolean;
  };
  /** Helpers first: a feature calls its helper as soon as it is asked. */
  readonly containers: readonly PlannedContainer[];
}

export interface PlannedContainer {
  readonly image: ImageId;
  readonly spec: ContainerSpec;
}

/** Where the mounts stand inside the containers; the settings `Mounts:License` and `Mounts:Output` name them. */
const LICENCE_MOUNT = '/licence';
export const OUTPUT_MOUNT = '/output';

/** No name server answers there, so a look-up of an outside name stays inside; the engine still resolves helpers' names. */
const NO_DNS = '127.0.0.1';

export const labelsOf = (deploymentId: string): Record<string, string> => ({
  [LABELS.job]: 'deployment',
  [LABELS.deployment]: deploymentId,
});

/**
 * What a disconnected run consists of (vendor contract 3.2): the one structure that the start carries out and the preview
 * prints. Everything is published on this computer alone; only the feature, and only when the operator says so, to the
 * network. Then the network cannot be sealed: a dead way out would not answer other computers either.
 */
export function planOf(deployment: Deployment): Plan {
  const sealed = deployment.reach === 'this-computer';
  const network = { name: nameOf(deployment), labels: setLabels(deployment), sealed };
  const containers = deployment.parts.toReversed().map((part) => ({
    image: part.image,
    spec: specOf(deployment, part, network.name, sealed),
  }));
  return { network, containers };
}

/** Its network is called so, and its containers begin so: a set that a renewal made has its own names. */
const nameOf = ({ id, set }: Deployment): string => (set === undefined ? `drydock-${id}` : `drydock-${id}-${set}`);

const setLabels = ({ id, set }: Deployment): Record<string, string> => ({
  ...labelsOf(id),
  ...(set === undefined ? {} : { [LABELS.set]: set }),
});

function specOf(deployment: Deployment, part: Part, network: string, sealed: boolean): ContainerSpec {
  const isFeature = part.image === deployment.feature;
  return {
    name: `${nameOf(deployment)}-${part.image}`,
    image: part.reference,
    args: [
      'eula=accept',
      `Mounts:License=${LICENCE_MOUNT}`,
      `Mounts:Output=${OUTPUT_MOUNT}`,
      ...helperSetting(deployment, part),
    ],
    labels: { ...setLabels(deployment), [LABELS.image]: part.image },
    mounts: [
      { hostPath: part.licenceFolder, containerPath: LICENCE_MOUNT, readOnly: false },
      { hostPath: part.outputFolder, containerPath: OUTPUT_MOUNT, readOnly: false },
    ],
    ports: [
      {
        containerPort: part.containerPort,
        hostAddress: isFeature && deployment.reach === 'network' ? '0.0.0.0' : '127.0.0.1',
        hostPort: isFeature ? deployment.hostPort : null,
      },
    ],
    cpus: part.cpus,
    memoryBytes: part.memoryBytes,
    network: { name: network, alias: part.image },
    restart: deployment.restart,
    ...(sealed ? { dns: [NO_DNS] } : {}),
  };
}

/** How a feature is told where its helper listens (vendor contract 2). */
function helperSetting(deployment: Deployment, part: Part): readonly string[] {
  const { helper } = catalogue[part.image];
  const other = helper && deployment.parts.find(({ image }) => image === helper.image);
  return helper && other ? [`${helper.setting}=http://${other.image}:${other.containerPort}`] : [];
}

import { join } from 'node:path';
import { catalogue, type FeatureId, type ImageId, imagesFor } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';

const GIB = 1024 ** 3;
/** What the engine's own work and the rest of the host keep. */
const HOST_SHARE = 0.9;

export interface ProposeNeeds {
  /** What the host has; null while no engine is there. */
  readonly host: { readonly cpus: number; readonly memoryBytes: number } | null;
  readonly others: readonly Deployment[];
  /** Ids that somebody else uses on the same engine. */
  readonly strangerIds: readonly string[];
  /** Folders of deployments are below it. */
  readonly folder: string;
  /** The catalogue's name in the operator's language. */
  readonly nameOf: (feature: FeatureId) => string;
  readonly hostPort: number;
  readonly now: Date;
  /** Where the id is given already. */
  readonly id?: string;
}

/** A definition with the catalogue's recommendations, no more than the host has, and names that nobody has yet. */
export function propose(
  { feature, registry, tag }: { readonly feature: FeatureId; readonly registry: string; readonly tag: string | null },
  needs: ProposeNeeds,
): Deployment {
  const ids = new Set([...needs.others.map(({ id }) => id), ...needs.strangerIds]);
  const names = new Set(needs.others.map(({ name }) => name));
  const count = firstFree(
    (at) =>
      (needs.id !== undefined || !ids.has(numbered(feature, at, '-'))) &&
      !names.has(numbered(needs.nameOf(feature), at, ' ')),
  );
  const id = needs.id ?? numbered(feature, count, '-');
  return {
    id,
    name: numbered(needs.nameOf(feature), count, ' '),
    feature,
    createdAt: needs.now.toISOString(),
    parts: imagesFor(feature).map((image) => partOf(image, id, registry, tag, needs)),
    hostPort: needs.hostPort,
    reach: 'this-computer',
    restart: 'unless-stopped',
  };
}

function partOf(image: ImageId, id: string, registry: string, tag: string | null, needs: ProposeNeeds): Part {
  const entry = catalogue[image];
  // A tag that the operator names is one of Form Recognizer's; Read has its own (vendor contract 1.1).
  const ownTag = entry.resource === 'form-recognizer' ? (tag ?? entry.tag) : entry.tag;
  const base = join(needs.folder, id, image);
  return {
    image,
    reference: `${registry.replace(/\/+$/, '')}/${entry.repository}:${ownTag}`,
    licenceFolder: join(base, 'licence'),
    outputFolder: join(base, 'output'),
    cpus: Math.min(entry.recommended.cpus, needs.host?.cpus || entry.recommended.cpus),
    memoryBytes: Math.min(entry.recommended.memoryBytes, hostMemory(needs.host?.memoryBytes ?? null)),
    containerPort: entry.containerPort,
  };
}

/** Nine tenths of the host's memory, in half gigabytes. */
const hostMemory = (memoryBytes: number | null): number =>
  memoryBytes === null || memoryBytes === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(GIB / 2, Math.floor((memoryBytes * HOST_SHARE) / (GIB / 2)) * (GIB / 2));

const numbered = (text: string, count: number, glue: string): string => (count === 1 ? text : `${text}${glue}${count}`);

function firstFree(isFree: (count: number) => boolean): number {
  let count = 1;
  while (!isFree(count)) count += 1;
  return count;
}

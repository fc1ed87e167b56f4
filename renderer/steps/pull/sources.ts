import { catalogue } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';

/** Where an image comes from, as an operator edits it: the registry (a mirror may have a path) and the tag. */
export interface Source {
  readonly registry: string;
  readonly tag: string;
}

/** Takes a reference apart; one that does not end in the catalogue's path keeps its whole front as registry. */
export function sourceOf({ image, reference }: Pick<Part, 'image' | 'reference'>): Source {
  const parsed = parseReference(reference);
  if (!parsed) return { registry: reference, tag: catalogue[image].tag };
  const path = `/${catalogue[image].repository}`;
  const whole = `${parsed.registry}/${parsed.repository}`;
  return { registry: whole.endsWith(path) ? whole.slice(0, -path.length) : parsed.registry, tag: parsed.tag ?? '' };
}

/** Puts a reference together again. */
export const referenceFrom = (image: Part['image'], { registry, tag }: Source): string =>
  `${registry}/${catalogue[image].repository}:${tag}`;

/** The deployment with all images from another registry. */
export const withRegistry = (deployment: Deployment, registry: string): Deployment => ({
  ...deployment,
  parts: deployment.parts.map((part) => ({
    ...part,
    reference: referenceFrom(part.image, { ...sourceOf(part), registry }),
  })),
});

/** The deployment with another tag for one image. */
export const withTag = (deployment: Deployment, image: Part['image'], tag: string): Deployment => ({
  ...deployment,
  parts: deployment.parts.map((part) =>
    part.image === image ? { ...part, reference: referenceFrom(image, { ...sourceOf(part), tag }) } : part,
  ),
});

/** The registry's host, which a login belongs to. */
export const registryHostOf = (registry: string): string => registry.split('/')[0] ?? registry;

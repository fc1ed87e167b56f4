/** An image reference in Docker's terms: `registry/repository:tag@digest`. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

export const DEFAULT_REGISTRY = 'mcr.microsoft.com';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^[\w][\w.-]{0,127}$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/;

/** Parses a full reference that names its registry; null where it is none. Follows Docker's reference grammar. */
export function parseReference(text: string): ImageReference | null {
  const [name = '', digest, ...more] = text.trim().split('@');
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return null;
  const lastSlash = name.lastIndexOf('/');
  const colon = name.indexOf(':', lastSlash + 1);
  const tag = colon < 0 ? null : name.slice(colon + 1);
  if (tag !== null && !TAG.test(tag)) return null;
  const [registry = '', ...components] = (colon < 0 ? name : name.slice(0, colon)).split('/');
  if (!isRegistryHost(registry) || components.length === 0) return null;
  if (!components.every((component) => COMPONENT.test(component))) return null;
  return { registry, repository: components.join('/'), tag, digest: digest ?? null };
}

/** Writes a reference as Docker reads it; the inverse of {@link parseReference}. */
export function formatReference(reference: ImageReference): string {
  const tag = reference.tag === null ? '' : `:${reference.tag}`;
  const digest = reference.digest === null ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

/**
 * Whether the first part of a reference is a registry's host, by Docker's own rule: it
 * has a dot or a port, or is `localhost`.
 */
export function isRegistryHost(text: string): boolean {
  return HOST.test(text) && (text === 'localhost' || text.includes('.') || text.includes(':'));
}

/** Whether `text` is a registry as an operator types it: a host, perhaps with a path of a mirror below it. */
export function isRegistryPrefix(text: string): boolean {
  const [host = '', ...path] = text.split('/');
  return isRegistryHost(host) && path.every((component) => COMPONENT.test(component));
}

/** Whether `text` can be a tag. */
export const isTag = (text: string): boolean => TAG.test(text);

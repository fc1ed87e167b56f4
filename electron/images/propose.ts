import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { parseReference } from '#shared/domain/reference.ts';

/** What is known of an image that came from an archive. */
export interface Arrived {
  readonly id: string;
  readonly digest: string | null;
  readonly names: readonly string[];
}

/**
 * Which image of a deployment one from an archive is: the one that is asked for by its very digest, else the one whose name
 * in the catalogue ends its path, whatever the registry or mirror. Null where neither matches.
 */
export function propose({ id, digest, names }: Arrived, parts: Deployment['parts']): ImageId | null {
  const byDigest = parts.find(({ reference }) => {
    const asked = parseReference(reference)?.digest ?? null;
    return asked !== null && (asked === digest || asked === id);
  });
  const byPath = parts.find(({ image }) => names.some((name) => lastOf(name) === lastOf(catalogue[image].repository)));
  return (byDigest ?? byPath)?.image ?? null;
}

/** The last part of a path, without tag and digest. The catalogue's images differ in it. */
const lastOf = (name: string): string =>
  name
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .split('/')
    .at(-1) ?? '';

import type { ImageOnHost } from '../domain/deployment.ts';

/**
 * The platform of an image that these containers do not run on, `linux/arm64`; null for one that they run on, and where
 * the image does not tell. Source: vendor contract 1.1, Linux on x64 alone.
 */
export function foreignPlatform({ os, architecture }: Pick<ImageOnHost, 'os' | 'architecture'>): string | null {
  const isForeign = (os !== '' && os !== 'linux') || (architecture !== '' && !X64.test(architecture));
  return isForeign ? `${os || 'linux'}/${architecture}` : null;
}

const X64 = /^(?:amd64|x86_64|x64)$/;

/** Whether an image is on this host and made for it. */
export const isUsable = (image: ImageOnHost | null): image is ImageOnHost =>
  image !== null && foreignPlatform(image) === null;

// @ts-check
// The stand-in service's images, built on the private engine and pushed to the private registry.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callEngine, pushImage } from './engine-api.mjs';

const builderPath = fileURLToPath(new URL('../../rehearsal/image/build.mjs', import.meta.url));

/** The tag that the images get: one of the two documented for v2.1. */
export const imageTag = 'latest';

/**
 * @typedef {{ reference: string, imageId: string }} StandInImage
 * @typedef {{ socketPath: string, registry: string, tag: string, build: string }} BuildOptions
 */

/**
 * Builds, pushes, and removes the images from the engine again, so that a test's pull really pulls. Their references.
 * None where the stand-in service is not there.
 * @param {{ socketPath: string, registry: string }} where
 * @returns {Promise<string[]>}
 */
export async function buildImages({ socketPath, registry }) {
  if (!existsSync(builderPath)) return [];
  /** @type {{ buildStandInImages: (options: BuildOptions) => Promise<StandInImage[]> }} */
  const { buildStandInImages } = await import(builderPath);
  const images = await buildStandInImages({ socketPath, registry, tag: imageTag, build: 'test-1' });
  for (const { reference } of images) await pushImage(socketPath, reference);
  // All unused images, not the dangling ones alone: a base left behind would make every pull a matter of milliseconds.
  const filters = encodeURIComponent(JSON.stringify({ dangling: ['false'] }));
  await callEngine(socketPath, 'POST', `/images/prune?filters=${filters}`);
  return images.map(({ reference }) => reference);
}

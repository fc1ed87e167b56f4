// @ts-check
// The stand-in service's images, built on the private engine and pushed to the private registry.
import { callEngine, pushImage } from './engine-api.mjs';

/** The tag that the images get: one of the two documented for v2.1. */
export const imageTag = 'latest';

/**
 * Builds, pushes, and removes the images from the engine again, so that a test's pull really pulls. Their references.
 * @param {{ socketPath: string, registry: string }} where
 * @returns {Promise<string[]>}
 */
export async function buildImages({ socketPath, registry }) {
  // Imported here: it needs packages that the other parts do without.
  const { buildStandInImages } = await import('form-recognizer-rehearsal/images');
  const images = await buildStandInImages({ socketPath, registry, tag: imageTag, build: 'test-1' });
  for (const { reference } of images) await pushImage(socketPath, reference);
  // All unused images, not the dangling ones alone: a base left behind would make every pull a matter of milliseconds.
  const filters = encodeURIComponent(JSON.stringify({ dangling: ['false'] }));
  await callEngine(socketPath, 'POST', `/images/prune?filters=${filters}`);
  return images.map(({ reference }) => reference);
}

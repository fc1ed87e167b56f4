// @ts-check
// The stand-in service's images as a registry keeps them. They are made once for these sources, in a world of their own, and each
// world's registry begins with a copy.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say, userCache } from '../setup/run.mjs';
import { digestOf } from '../setup/stamp.mjs';
import { callEngine, pushImage } from './engine-api.mjs';

/** The tag that the images get: one of the two documented for v2.1. */
export const imageTag = 'latest';
/** The layer that the images share, as an image of no service. */
const baseImage = 'rehearsal/base:latest';

/** @typedef {{ store: string, names: readonly string[] }} Images  the registry's folder; references without their host */

const KEPT = 3;
/** @param {string} path */
const goesIn = (path) => !/\.test\.\w+$|\.md$|\/node_modules\/|^rehearsal\/testing\//.test(path);

/**
 * The images of these sources; made where they are not there yet. Needs root.
 * @returns {Promise<Images>}
 */
export async function prepareImages() {
  const digest = digestOf(root, ['rehearsal', 'package-lock.json', 'scripts/world/images.mjs'], goesIn).slice(0, 16);
  const folder = join(userCache, 'images');
  const place = join(folder, `${digest}-node${process.versions.node}`);
  if (!existsSync(place)) {
    say('Building the stand-in images');
    mkdirSync(folder, { recursive: true });
    const work = join(folder, `making-${process.pid}`);
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work);
    const script = join(root, 'scripts/world/make-images.mjs');
    // As the command would be typed: this module is a part of what runs worlds.
    const world = [join(root, 'scripts/world.mjs'), 'run', '--as-root', '--parts', 'engine,registry', '--'];
    await run(process.execPath, [...world, process.execPath, script, work]);
    try {
      renameSync(work, place);
    } catch {
      rmSync(work, { recursive: true, force: true }); // another run was faster
    }
    forgetOld(folder);
  }
  return { store: join(place, 'registry'), names: JSON.parse(readFileSync(join(place, 'names.json'), 'utf8')) };
}

/**
 * Builds the images on the world's engine, pushes them to its registry, and puts the registry's folder and the references into
 * `folder`.
 * @param {string} folder
 */
export async function makeImages(folder) {
  const { DRYDOCK_TEST_ENGINE = '', DRYDOCK_TEST_REGISTRY = '', DRYDOCK_TEST_WORLD = '' } = process.env;
  const socketPath = DRYDOCK_TEST_ENGINE.replace('unix://', '');
  // Imported here: it needs packages that the other parts do without.
  const { buildStandInImages } = await import('form-recognizer-rehearsal/images');
  /** @type {Array<{ reference: string }>} */
  const images = await buildStandInImages({
    socketPath,
    registry: DRYDOCK_TEST_REGISTRY,
    tag: imageTag,
    build: 'test-1',
  });
  for (const { reference } of images) await pushImage(socketPath, reference);
  await pushBase(socketPath, DRYDOCK_TEST_REGISTRY);
  const names = images.map(({ reference }) => reference.replace(`${DRYDOCK_TEST_REGISTRY}/`, ''));
  writeFileSync(join(folder, 'names.json'), JSON.stringify(names));
  await run('cp', ['-r', join(DRYDOCK_TEST_WORLD, 'registry'), join(folder, 'registry')]);
  await callEngine(socketPath, 'POST', '/images/prune');
}

/** The image of nothing but the layer that all share, for engines that are to keep that. @param {string} socketPath @param {string} registry */
async function pushBase(socketPath, registry) {
  const [repository, tag] = baseImage.split(':');
  const filters = encodeURIComponent(JSON.stringify({ reference: ['localhost/rehearsal/base'] }));
  /** @type {Array<{ Id: string }>} */
  const [base] = JSON.parse(await callEngine(socketPath, 'GET', `/images/json?filters=${filters}`));
  if (!base) throw new Error('the stand-in’s images were built without a base');
  await callEngine(socketPath, 'POST', `/images/${base.Id}/tag?repo=${registry}/${repository}&tag=${tag}`);
  await pushImage(socketPath, `${registry}/${baseImage}`);
}

/** Keeps the newest few: a branch's images are of no use a week later. @param {string} folder */
function forgetOld(folder) {
  const newest = readdirSync(folder)
    .filter((name) => !name.startsWith('making-'))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of newest.slice(KEPT)) rmSync(path, { recursive: true, force: true });
}

// @ts-check
// The built app in dist/, made again when anything that goes into it changed.
import { join } from 'node:path';
import { packageProgram, root, run, say } from './run.mjs';
import { digestOf, stampSays, writeStamp } from './stamp.mjs';

const sources = ['electron', 'renderer', 'shared', 'rehearsal', 'vite.config.ts', 'package.json', 'package-lock.json'];
/** @param {string} path */
const goesIn = (path) =>
  !/\.test\.tsx?$/.test(path) &&
  !path.includes('/testing/') &&
  !path.endsWith('.md') &&
  !path.includes('/node_modules/');

/** Builds where `dist/` is not of these sources. Fails with what Vite said. */
export async function ensureBuilt() {
  const digest = digestOf(root, sources, goesIn);
  const stamp = join(root, 'dist/.stamp');
  if (stampSays(stamp, digest)) return;
  say('Building the app (vite build)');
  await run(packageProgram('vite'), ['build']);
  // Imported here: it needs the packages that were installed just before.
  const { bundleEngine, bundleService } = await import('form-recognizer-rehearsal/bundle');
  await bundleEngine(join(root, 'dist/rehearsal'));
  await bundleService(join(root, 'dist/rehearsal/service'));
  writeStamp(stamp, digest);
}

// @ts-check
// npm run attacks [-- --only E1,F20] [--quick] [--engine docker-28] [--app DIR]: plays attacks and faults against the built app
// and an engine of its own, in namespaces of its own. Needs root. See docs/security.md.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { isRoot, main, NeedsAHand } from './setup/run.mjs';
import { ensureSystem, testNeeds } from './setup/system.mjs';
import { runInWorld } from './world/enter.mjs';

/** @type {Readonly<Record<string, { part: 'engine' | 'podman', wish?: import('./world/engine-root.mjs').EngineWish }>>} */
const engines = {
  docker: { part: 'engine' },
  'docker-26': { part: 'engine', wish: { suite: 'trixie' } },
  'docker-28': { part: 'engine', wish: { suite: 'sid' } },
  'docker-28-containerd': {
    part: 'engine',
    wish: { suite: 'sid', settings: { features: { 'containerd-snapshotter': true } } },
  },
  podman: { part: 'podman' },
  'podman-5': { part: 'podman', wish: { suite: 'trixie' } },
  'podman-5-newest': { part: 'podman', wish: { suite: 'sid' } },
};

await main(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'docker' },
      // Another build of Drydock: its project folder, with `dist/` in it.
      app: { type: 'string' },
    },
  });
  const engine = engines[values.engine];
  if (!engine)
    throw new NeedsAHand(`There is no engine "${values.engine}"; there are ${Object.keys(engines).join(', ')}.`);
  if (!isRoot) throw new NeedsAHand('The attacks start an engine and networks of their own, which needs root.');
  await ensurePackages();
  await ensureSystem(testNeeds);
  const electron = await ensureElectron();
  await ensureBuilt();
  const command = ['--import', 'tsx', 'e2e/attacks/main.ts'];
  if (values.only) command.push('--only', values.only);
  if (values.quick) command.push('--quick');
  return runInWorld(
    {
      parts: [engine.part, 'registry', 'display', 'keyring', 'images'],
      as: 'root',
      ...(engine.wish ? { engine: engine.wish } : {}),
    },
    [process.execPath, ...command],
    {
      env: {
        ...process.env,
        DRYDOCK_TEST_ELECTRON: electron.executable,
        ...(values.app ? { DRYDOCK_TEST_APP: resolve(values.app) } : {}),
        ...(engine.part === 'podman' ? { DRYDOCK_TEST_PRODUCT: 'podman' } : {}),
      },
    },
  );
});

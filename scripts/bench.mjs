// @ts-check
// npm run bench -- NAME [PART…] [--json]: runs one benchmark of bench/ in a world of its own and prints its table; with --json
// its last line is the figures. PART is handed on: the shapes of `answers`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { isRoot, main, NeedsAHand, root } from './setup/run.mjs';
import { ensureSystem, testNeeds } from './setup/system.mjs';
import { runInWorld } from './world/enter.mjs';

/** The parts of the test world that each benchmark needs. @type {Readonly<Record<string, readonly import('./world/enter.mjs').WorldPart[]>>} */
const benches = {
  startup: ['engine', 'display', 'keyring'],
  pull: ['engine', 'registry'],
  ocr: [],
  viewer: ['display', 'keyring'],
  answers: ['display', 'keyring'],
  batch: [],
  table: ['display', 'keyring'],
  history: ['engine', 'display', 'keyring'],
  overview: ['engine', 'display', 'keyring'],
};

await main(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const name = positionals[0] ?? '';
  const parts = benches[name];
  const file = join(root, 'bench', `${name}.ts`);
  if (!parts || !existsSync(file))
    throw new NeedsAHand(`Name a benchmark: ${Object.keys(benches).join(', ')}. For example: npm run bench -- startup`);
  if (!isRoot)
    throw new NeedsAHand('The benchmarks start a private Docker engine, which needs root: sudo npm run bench');
  await ensurePackages();
  await ensureSystem(testNeeds);
  const electron = await ensureElectron();
  await ensureBuilt();
  // As root: a bench of the pull empties the machine's caches, and rivals are measured in the same way.
  return runInWorld(
    { parts, as: 'root' },
    [process.execPath, '--import', 'tsx', file, ...positionals.slice(1), ...(values.json ? ['--json'] : [])],
    {
      env: { ...process.env, DRYDOCK_TEST_ELECTRON: electron.executable },
    },
  );
});

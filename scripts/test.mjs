// @ts-check
// npm test [-- --only STAGE,…] [-- FILTER…]: sets up what is missing, starts the tests' own world, runs every stage and
// ends with one line of totals.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { isRoot, main, packageProgram, root, runHere, say } from './setup/run.mjs';
import { ensureSystem, testNeeds } from './setup/system.mjs';
import { countPlaywright, countTour, countVitest, isGood, summary } from './test/totals.mjs';
import { startWorld } from './world/world.mjs';

/** @typedef {import('./test/totals.mjs').StageResult} StageResult */
/** @typedef {(env: NodeJS.ProcessEnv, filters: readonly string[]) => Promise<Pick<StageResult, 'passed' | 'failed' | 'notRun'>>} Stage */

const results = join(root, 'test-results');

/**
 * A check that is one program: it passes or fails as a whole.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Stage}
 */
const check = (name, args) => async (env) => {
  const code = await runHere(packageProgram(name), args, { env });
  return code === 0
    ? { passed: 1, failed: [], notRun: [] }
    : { passed: 0, failed: [`${name} ${args.join(' ')}`], notRun: [] };
};

/** @param {string} project @param {string} [name] @returns {Stage} */
const vitest =
  (project, name = project) =>
  async (env, filters) => {
    const file = join(results, `${name}.json`);
    const args = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...filters,
    ];
    const code = await runHere(packageProgram('vitest'), args, { env });
    return ended(code, file, countVitest);
  };

/**
 * The services' tests that hold for any engine, on another one than Docker's.
 * @param {string} name
 * @param {(env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv} place
 * @param {readonly string[]} [more] what only this one of them can do
 * @returns {Stage}
 */
const conform =
  (name, place, more = []) =>
  (env, filters) =>
    vitest('integration', name)(
      { ...env, DRYDOCK_TEST_PRODUCT: name, ...place(env) },
      filters.length > 0 ? filters : [...conformance, ...more],
    );
const podman = conform('podman', (env) => ({ DRYDOCK_TEST_ENGINE: env['DRYDOCK_TEST_PODMAN'] }));
// What differs here is a fault of the rehearsal. Any registry will do: it pretends that as well.
const rehearsal = conform(
  'rehearsal',
  (env) => ({
    DRYDOCK_TEST_ENGINE: env['DRYDOCK_TEST_REHEARSAL'],
    DRYDOCK_TEST_REGISTRY: 'registry.example',
  }),
  ['renewal/beside.it'],
);
const conformance = [
  'license/license.it',
  'deployment/deployment.it',
  'usage/usage.it',
  'analysis/analysis.it',
  'renewal/renewal.it',
];

/** @type {Stage} */
const endToEnd = async (env, filters) => {
  const file = join(results, 'e2e.json');
  const code = await runHere(packageProgram('playwright'), ['test', ...filters], { env });
  return ended(code, file, countPlaywright);
};

/**
 * The tour on the rehearsal engine: each of its steps counts as a test.
 * @type {Stage}
 */
const tour = async (env) => {
  const out = join(results, 'tour');
  const args = ['--import', 'tsx', 'e2e/tour/main.ts', '--engine', 'rehearsal', '--out', out];
  const code = await runHere(process.execPath, args, { env });
  return ended(code, join(out, 'report.json'), countTour);
};

/** @type {Readonly<Record<string, Stage>>} */
const stages = {
  lint: check('biome', ['ci', '--error-on-warnings', '.']),
  types: check('tsc', ['-b']),
  unit: vitest('unit'),
  integration: vitest('integration'),
  rehearsal,
  e2e: endToEnd,
  tour,
  // Last: what its engine may leave of a port's rules is in nobody's way.
  podman,
};
const needsWorld = new Set(['integration', 'podman', 'rehearsal', 'e2e', 'tour']);

/**
 * The counts of a report; a program that failed without one is a failure of its own.
 * @param {number} code
 * @param {string} file
 * @param {(report: unknown) => Pick<StageResult, 'passed' | 'failed' | 'notRun'>} count
 */
function ended(code, file, count) {
  let counted;
  try {
    counted = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return { passed: 0, failed: [`no report: ${error instanceof Error ? error.message : error}`], notRun: [] };
  }
  return code !== 0 && counted.failed.length === 0 ? { ...counted, failed: [`ended with ${code}`] } : counted;
}

await main(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
  const wanted = values.only?.split(',') ?? Object.keys(stages);
  const ci = Boolean(process.env['CI']);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  await ensurePackages();
  const withWorld = wanted.some((name) => needsWorld.has(name));
  // The private engine needs root. Without it the other stages run, and what did not is named at the end.
  const why = withWorld && !isRoot ? 'the private Docker engine needs root: run "sudo npm test"' : null;
  if (withWorld && !why) await ensureSystem(testNeeds);
  const electron = wanted.some((name) => name === 'e2e' || name === 'tour') && !why ? await ensureElectron() : null;
  if (electron) await ensureBuilt();
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  if (electron)
    Object.assign(env, { DRYDOCK_TEST_ELECTRON: electron.executable, DRYDOCK_TEST_ELECTRON_VERSION: electron.version });

  /** @type {StageResult[]} */
  const done = [];
  /** @type {import('./world/world.mjs').World | null} */
  let world = null;
  try {
    for (const [name, stage] of Object.entries(stages)) {
      if (!wanted.includes(name)) continue;
      if (needsWorld.has(name) && why) {
        done.push({ name, passed: 0, failed: [], notRun: [`${name}: ${why}`], seconds: 0 });
        continue;
      }
      if (needsWorld.has(name) && !world) {
        say('Starting the engine, registry, screen and keyring of the tests');
        world = await startWorld();
      }
      console.log(`\n── ${name}`);
      const startedAt = performance.now();
      const counted = await stage({ ...env, ...world?.env }, positionals);
      done.push({ name, ...counted, seconds: (performance.now() - startedAt) / 1000 });
    }
  } finally {
    await world?.stop();
  }
  console.log(`\n${summary(done).join('\n')}`);
  return isGood(done, ci) ? 0 : 1;
});

// @ts-check
// npm test [-- --only STAGE,…] [-- FILTER…]: sets up what is missing, runs every stage in a world of its own, three side by side, and
// ends with the stages, the slowest files and one line of totals.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { isRoot, main, NeedsAHand, say } from './setup/run.mjs';
import { ensureSystem, rootlessNeeds, rootNeeds, testNeeds } from './setup/system.mjs';
import { sideBySide } from './test/queue.mjs';
import { logOf, runStage } from './test/run-stage.mjs';
import { folderOf, results, stages, stagesOf } from './test/stages.mjs';
import { isGood, summary } from './test/totals.mjs';
import { prepareImages } from './world/images.mjs';
import { ensureRoot } from './world/make-root.mjs';

/** Two cores are what the suite is made for: a stage that waits for its engine takes two thirds of one. */
const AT_ONCE = 3;

await main(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
  const { wanted, unknown } = stagesOf(values.only?.split(','));
  if (unknown.length > 0)
    throw new NeedsAHand(`No such stage: ${unknown.join(', ')}. There are:
${stages.map(({ name, says, group }) => `  ${name.padEnd(20)} ${says}${group ? ` (${group})` : ''}`).join('\n')}`);
  for (const { name } of wanted) rmSync(folderOf(name), { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  await ensurePackages();
  // The worlds need root. Without it the other stages run, and what did not is named at the end.
  const runnable = wanted.filter(({ world }) => isRoot || !world);
  const why = 'its world needs root: run "sudo npm test"';
  const left = wanted
    .filter((stage) => !runnable.includes(stage))
    .map(({ name }) => ({ name, passed: 0, failed: [], notRun: [`${name}: ${why}`], tests: [], seconds: 0 }));
  if (runnable.some(({ world }) => world)) await ensureSystem(testNeeds);
  if (runnable.some(({ group }) => group === 'rootless')) await ensureSystem(rootlessNeeds);
  const suites = new Set(runnable.flatMap(({ world }) => world?.engine?.suite ?? []));
  if (suites.size > 0) await ensureSystem(rootNeeds);
  for (const suite of suites) await ensureRoot(suite);
  if (runnable.some(({ world }) => world?.parts.includes('images'))) await prepareImages();
  const electron = runnable.some(({ world }) => world?.parts.includes('display')) ? await ensureElectron() : null;
  if (electron) await ensureBuilt();
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  if (electron)
    Object.assign(env, {
      DRYDOCK_TEST_ELECTRON: electron.executable,
      DRYDOCK_TEST_ELECTRON_VERSION: electron.version,
      // For scripts that a test starts: its user has no cache of runtimes.
      ELECTRON_OVERRIDE_DIST_PATH: electron.dist,
    });

  const alone = runnable.length === 1;
  const longestFirst = runnable.toSorted((a, b) => b.minutes - a.minutes);
  const done = await sideBySide(alone ? 1 : AT_ONCE, longestFirst, async (stage) => {
    say(`${stage.name}: ${stage.says}`);
    const visible = electron ? [electron.dist] : [];
    const result = await runStage(stage, { env, filters: positionals, visible, toFile: !alone });
    // Whole, once it is over: two stages never mix.
    if (!alone) console.log(`\n── ${stage.name}\n${readFileSync(logOf(stage.name), 'utf8')}`);
    return result;
  });
  const inOrder = stages.flatMap(({ name }) => [...done, ...left].filter((one) => one.name === name));
  writeFileSync(join(results, 'summary.json'), JSON.stringify(inOrder));
  console.log(`\n${summary(inOrder).join('\n')}`);
  return isGood(inOrder, Boolean(process.env['CI'])) ? 0 : 1;
});

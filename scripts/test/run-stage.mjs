// @ts-check
// One stage, from its start to its counts.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../setup/run.mjs';
import { folderOf } from './stages.mjs';

/** @typedef {import('./totals.mjs').StageResult} StageResult */

/** No stage takes as long; one that hangs costs no more. Those that run on request may have a busy machine: nobody waits for them. */
const limitMinutesOf = (/** @type {import('./stages.mjs').Stage} */ { group }) => (group ? 90 : 40);

/**
 * Runs a stage. What it prints goes to this console, or whole to `test-results/STAGE/output.log`.
 * @param {import('./stages.mjs').Stage} stage
 * @param {{ env: NodeJS.ProcessEnv, filters: readonly string[], visible: readonly string[], toFile: boolean }} options
 *   `visible`: folders that an ordinary user has to see besides the project
 * @returns {Promise<StageResult>}
 */
export async function runStage(stage, { env, filters, visible, toFile }) {
  const folder = folderOf(stage.name);
  mkdirSync(folder, { recursive: true });
  // The report of an earlier run tells nothing of this one, which may end without any.
  if (stage.report !== null) rmSync(join(folder, stage.report), { force: true });
  const output = toFile ? openSync(logOf(stage.name), 'w') : undefined;
  const startedAt = performance.now();
  const [program = '', ...args] = inItsWorld(stage, stage.command(filters), visible);
  const code = await new Promise((resolve, reject) => {
    const out = output ?? 'inherit';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...env, ...stage.env, DRYDOCK_TEST_RESULTS: folder },
      stdio: [toFile ? 'ignore' : 'inherit', out, out],
    });
    const minutes = limitMinutesOf(stage);
    let isOver = false;
    const limit = setTimeout(() => {
      isOver = true;
      child.kill();
    }, minutes * 60_000);
    child.on('error', reject);
    child.on('close', (ended, signal) => {
      clearTimeout(limit);
      resolve(isOver ? `its limit of ${minutes} minutes` : (ended ?? signal));
    });
  });
  if (output !== undefined) closeSync(output);
  return { name: stage.name, ...counted(stage, code), seconds: (performance.now() - startedAt) / 1000 };
}

/** @param {string} stage */
export const logOf = (stage) => join(folderOf(stage), 'output.log');

/**
 * @param {import('./stages.mjs').Stage} stage
 * @param {readonly string[]} command
 * @param {readonly string[]} visible
 */
function inItsWorld({ name, world }, command, visible) {
  if (!world) return command;
  const wish = JSON.stringify({ ...world, writable: [folderOf(name)], visible });
  return [
    process.execPath,
    fileURLToPath(new URL('../world.mjs', import.meta.url)),
    'run',
    '--wish',
    wish,
    '--',
    ...command,
  ];
}

/**
 * The counts of the stage's report; a program that failed without one is a failure of its own.
 * @param {import('./stages.mjs').Stage} stage
 * @param {number | string} code
 * @returns {import('./totals.mjs').Counted}
 */
function counted({ name, report, count }, code) {
  if (report === null) return count(code, name);
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(join(folderOf(name), report), 'utf8')), name);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return { passed: 0, failed: [`${name} ended with ${code}, without a report: ${why}`], notRun: [], tests: [] };
  }
  return code !== 0 && counts.failed.length === 0 ? { ...counts, failed: [`${name} ended with ${code}`] } : counts;
}

// @ts-check
// npm run soak -- --times N [--load] [--only STAGE,…] [FILTER…]: runs the suite or a part of it again and again, on request with
// both cores kept busy, and ends with a table of what failed and how often.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, NeedsAHand, root, say } from './setup/run.mjs';
import { flakes, table } from './test/flakes.mjs';
import { results } from './test/stages.mjs';

const kept = join(root, 'soak-results');

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      times: { type: 'string', default: '10' },
      load: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const times = Number(values.times);
  if (!Number.isInteger(times) || times < 1) throw new NeedsAHand('Say how often: npm run soak -- --times 10');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  const busy = values.load ? keepBusy() : [];
  /** @type {import('./test/flakes.mjs').Run[]} */
  const runs = [];
  try {
    for (let at = 1; at <= times; at++) {
      const only = values.only ? ['--only', values.only] : [];
      const { code, seconds } = await once(['scripts/test.mjs', ...only, ...positionals], join(kept, `${at}.log`));
      const file = join(results, 'summary.json');
      const stages = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
      runs.push({ code, seconds, stages });
      const failed = flakes(runs.slice(-1)).map(({ name }) => name);
      say(
        `${at} of ${times}: ${failed.length === 0 && code === 0 ? 'passed' : `ended with ${code}: ${failed.join(' · ')}`} (${Math.round(seconds)} s)`,
      );
      // Pictures, traces and logs of what failed.
      if (code !== 0 && existsSync(results)) cpSync(results, join(kept, String(at)), { recursive: true });
    }
  } finally {
    for (const child of busy) child.kill();
  }
  const lines = table(runs, { load: values.load });
  writeFileSync(join(kept, 'table.md'), `${lines.join('\n')}\n`);
  console.log(`\n${lines.join('\n')}\n\nLogs: ${kept} (${readdirSync(kept).length} entries)`);
  return runs.every(({ code }) => code === 0) ? 0 : 1;
});

/** One process for each core that never waits. They end with this one: their standard input closes. */
function keepBusy() {
  const work =
    "process.stdin.on('end', () => process.exit()).resume(); const turn = () => { const end = Date.now() + 50; while (Date.now() < end); setImmediate(turn); }; turn();";
  return cpus().map(() => spawn(process.execPath, ['-e', work], { stdio: ['pipe', 'ignore', 'ignore'] }));
}

/** @param {readonly string[]} args @param {string} log @returns {Promise<{ code: number, seconds: number }>} */
function once(args, log) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', 'exec "$@" >"$0" 2>&1', log, process.execPath, ...args], {
      cwd: root,
      stdio: 'ignore',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, seconds: (performance.now() - startedAt) / 1000 }));
  });
}

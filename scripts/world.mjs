// @ts-check
// node scripts/world.mjs run [--parts engine,registry] -- COMMAND…   start a test world, run the command in it, stop it
// node scripts/world.mjs up [--parts …]                              start one and print `export NAME=value` lines
// node scripts/world.mjs down FOLDER                                 stop it again
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { allParts, removeWorld, startWorld } from './world/world.mjs';

const usage = `node scripts/world.mjs run [--parts ${allParts.join(',')}] -- COMMAND…
node scripts/world.mjs up [--parts ${allParts.join(',')}]
node scripts/world.mjs down FOLDER`;

const split = process.argv.indexOf('--');
const own = process.argv.slice(2, split === -1 ? undefined : split);
const command = split === -1 ? [] : process.argv.slice(split + 1);
const { values, positionals } = parseArgs({
  args: own,
  allowPositionals: true,
  options: { parts: { type: 'string' } },
});
const [verb, folder] = positionals;

const named = values.parts?.split(',');
const parts = allParts.filter((part) => named?.includes(part) ?? true);
const unknown = named?.filter((name) => !allParts.some((part) => part === name)) ?? [];

if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}.\n${usage}`);
  process.exitCode = 2;
} else if (verb === 'run' && command.length > 0) {
  process.exitCode = await run();
} else if (verb === 'up') {
  const { dir, env } = await startWorld({ parts, keep: true });
  for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value}'`);
  console.error(`Stop it with: node scripts/world.mjs down ${dir}`);
} else if (verb === 'down' && folder) {
  await removeWorld(folder);
} else {
  console.error(usage);
  process.exitCode = 2;
}

/** Runs the command in a world; its exit code. */
async function run() {
  const world = await startWorld({ parts });
  try {
    return await new Promise((resolve) => {
      const child = spawn(command[0] ?? '', command.slice(1), {
        stdio: 'inherit',
        env: { ...process.env, ...world.env },
      });
      child.on('error', (error) => {
        console.error(error.message);
        resolve(127);
      });
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await world.stop();
  }
}

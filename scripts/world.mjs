// @ts-check
// node scripts/world.mjs run [--parts engine,registry] [--as-root] [--writable DIR] -- COMMAND…
// Starts a test world, runs the command in it as an ordinary user in group docker (or as root), and ends the world. With `bash` as
// the command one can look around.
import { parseArgs } from 'node:util';
import { allParts, runInWorld } from './world/enter.mjs';

const usage = `node scripts/world.mjs run [--parts ${allParts.join(',')}] [--as-root] [--writable DIR] -- COMMAND…`;

const split = process.argv.indexOf('--');
const own = process.argv.slice(2, split === -1 ? undefined : split);
const command = split === -1 ? [] : process.argv.slice(split + 1);
const { values, positionals } = parseArgs({
  args: own,
  allowPositionals: true,
  options: {
    parts: { type: 'string' },
    'as-root': { type: 'boolean', default: false },
    writable: { type: 'string', multiple: true, default: [] },
    // The whole wish as JSON, for scripts.
    wish: { type: 'string' },
  },
});

const named = values.parts?.split(',');
const parts = allParts.filter((part) => named?.includes(part) ?? true);
const unknown = named?.filter((name) => !allParts.some((part) => part === name)) ?? [];

if (unknown.length > 0 || positionals[0] !== 'run' || command.length === 0) {
  console.error(unknown.length > 0 ? `No such part: ${unknown.join(', ')}.\n${usage}` : usage);
  process.exitCode = 2;
} else {
  /** @type {import('./world/enter.mjs').WorldWish} */
  const said = { parts, as: values['as-root'] ? 'root' : 'user', writable: values.writable };
  process.exitCode = await runInWorld(values.wish ? JSON.parse(values.wish) : said, command);
}

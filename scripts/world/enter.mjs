// @ts-check
// A command in a test world: engine, registry, screen, keyring and images around it, in namespaces of their own. Ports, firewall
// rules, mounts and processes of two worlds never meet, and nothing of a world outlives it.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRoot, root } from '../setup/run.mjs';
import { prepareImages } from './images.mjs';
import { ensureRoot } from './make-root.mjs';
import { startedTicks } from './processes.mjs';

/** @typedef {'engine' | 'registry' | 'display' | 'keyring' | 'images' | 'rehearsal' | 'podman' | import('./rootless.mjs').Rootless} WorldPart */
/**
 * What a world is made of. It is written to `world.json` in its folder.
 * @typedef {object} WorldWish
 * @property {readonly WorldPart[]} parts
 * @property {'user' | 'root'} [as]  who runs the command; an ordinary user in group docker where it is left out
 * @property {readonly string[]} [writable]  folders of that user's while the command runs; made where they are not there
 * @property {readonly string[]} [visible]  folders that the user has to see besides the project and Node
 * @property {import('./engine-root.mjs').EngineWish} [engine]  another Docker or Podman than this machine's
 */

/** What needs no root: a window's world. */
const withoutRoot = new Set(['display', 'keyring', 'rehearsal']);

/** All but those that take another one's place. @type {readonly WorldPart[]} */
export const allParts = ['engine', 'registry', 'display', 'keyring', 'images', 'rehearsal', 'podman'];

const PREFIX = 'dd-';

/**
 * Starts a world, runs the command in it, ends the world; the command's exit code. The world ends with this process, however
 * that ends. Fails where a part does not start, with the end of its log on the console.
 * @param {WorldWish} wish
 * @param {readonly string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, output?: number }} [options]  `output` is a file descriptor for what it prints
 * @returns {Promise<number>}
 */
export async function runInWorld(wish, command, { env = process.env, output } = {}) {
  const rooted = wish.parts.filter((part) => !withoutRoot.has(part));
  if (!isRoot && rooted.length > 0) throw new Error(`A world with ${rooted.join(', ')} needs root.`);
  const suite = wish.engine?.suite;
  const engine = suite ? { ...wish.engine, root: await ensureRoot(suite) } : wish.engine;
  const images = wish.parts.includes('images') ? await prepareImages() : null;
  sweep();
  // Short on purpose: a socket's path may have 107 characters.
  const dir = mkdtempSync(join('/tmp', PREFIX));
  const owner = { pid: process.pid, ticks: startedTicks(process.pid) };
  writeFileSync(join(dir, 'world.json'), JSON.stringify({ ...wish, engine, images, project: root, owner }));
  try {
    // From outside: within, the cache of whoever started this may be out of sight.
    if (images) cpSync(images.store, join(dir, 'registry'), { recursive: true });
    return await inNamespaces(dir, command, env, output);
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Namespaces of its own; for anyone else than root those that every account may make. */
const namespaces = isRoot
  ? ['--net', '--mount', '--propagation', 'private']
  : ['--user', '--map-current-user', '--mount'];

/**
 * @param {string} dir
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {number | undefined} output
 * @returns {Promise<number>}
 */
function inNamespaces(dir, command, env, output) {
  const inside = fileURLToPath(new URL('inside.mjs', import.meta.url));
  const out = output ?? 'inherit';
  // The shell is process 1 of the world: it takes in what others leave, and all ends with it. (`exit` keeps it from becoming Node.)
  const args = [
    ...namespaces,
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    'bash',
    '-c',
    '"$@"; exit $?',
    'world',
  ];
  const child = spawn('unshare', [...args, process.execPath, inside, dir, ...command], {
    // The fourth is a pipe that closes when this process is gone, even killed: the world then ends.
    stdio: [output === undefined ? 'inherit' : 'ignore', out, out, 'pipe'],
    env,
  });
  child.stdio[3]?.on('error', () => undefined);
  /** @type {NodeJS.Signals | null} */
  let stopped = null;
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    stopped = signal;
    child.kill('SIGKILL'); // its child, and with that the whole world, ends with it
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      if (stopped) process.exitCode = stopped === 'SIGINT' ? 130 : 143;
      resolve(code ?? 1);
    });
  });
}

/** Removes the folders of worlds whose owner was killed. */
function sweep() {
  for (const name of readdirSync('/tmp').filter((one) => one.startsWith(PREFIX))) {
    const dir = join('/tmp', name);
    try {
      const { owner } = JSON.parse(readFileSync(join(dir, 'world.json'), 'utf8'));
      if (owner && startedTicks(owner.pid) !== owner.ticks) rmSync(dir, { recursive: true, force: true });
    } catch {
      // Just being made or removed, or somebody else's.
    }
  }
}

// @ts-check
// node inside.mjs DIR COMMAND…: the inner half of `runInWorld`, in the world's own namespaces: makes the account, starts the
// parts, runs the command as that account, and stops what it started. Ends with the command's exit code.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { isRoot } from '../setup/run.mjs';
import { asAccount, giveBack, giveTo, makeAccount } from './account.mjs';
import { startHand } from './hand.mjs';
import { startParts, stopParts } from './parts.mjs';
import { makeVisible } from './visible.mjs';

const [dir = '', ...command] = process.argv.slice(2);
/** @type {import('./enter.mjs').WorldWish & { images: import('./images.mjs').Images | null, project: string }} */
const wish = JSON.parse(readFileSync(join(dir, 'world.json'), 'utf8'));

// Whoever started this world holds the other end; when that is gone, process 1 ends with this one and takes all along.
new Socket({ fd: 3 })
  .on('error', () => undefined)
  .on('close', () => process.exit(1))
  .resume()
  .unref();

process.exitCode = await inWorld();

async function inWorld() {
  if (isRoot) prepareNamespaces();
  const account = isRoot && wish.as !== 'root' ? makeAccount(dir, wish.engine?.root ? [wish.engine.root] : []) : null;
  for (const name of ['tmp', 'home']) mkdirSync(join(dir, name), { recursive: true });
  const own = [join(dir, 'tmp'), join(dir, 'home'), ...(wish.writable ?? [])];
  for (const folder of own) mkdirSync(folder, { recursive: true });
  if (account) {
    makeVisible(dir, account, [
      wish.project,
      process.execPath,
      ...(wish.visible ?? []),
      ...(wish.engine?.root ? [wish.engine.root] : []),
    ]);
    giveTo(account, own);
  }
  // From here on a mount that a test makes is seen by the engines too, wherever their own files are.
  if (isRoot) execFileSync('mount', ['--make-rshared', '/']);
  try {
    const env = await startParts(dir, wish, account);
    const hand = isRoot ? await startHand(dir, account, wish, registriesOf(env)) : {};
    return await run({ ...cleanEnvironment(), ...account?.env, TMPDIR: join(dir, 'tmp'), ...env, ...hand }, account);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await stopParts(dir);
    if (account) giveBack(wish.writable ?? []);
  }
}

/** @param {Readonly<Record<string, string>>} env */
function registriesOf({ DRYDOCK_TEST_REGISTRY: open, DRYDOCK_TEST_REGISTRY_AUTH: withLogin }) {
  return [open, withLogin].filter((one) => one !== undefined);
}

/** A loopback and one address beside it; folders of /run that Podman shares with every other Podman of the machine. */
function prepareNamespaces() {
  for (const line of ['link set lo up', 'link add dd0 type bridge', 'addr add 10.99.0.1/24 dev dd0', 'link set dd0 up'])
    execFileSync('ip', line.split(' '));
  for (const folder of ['/run/containers', '/run/netns']) {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
  }
}

/** The caller's environment without what belongs to its session and home. */
function cleanEnvironment() {
  const { XDG_RUNTIME_DIR, XDG_CACHE_HOME, XDG_CONFIG_HOME, XDG_DATA_HOME, DBUS_SESSION_BUS_ADDRESS, ...rest } =
    process.env;
  return rest;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./account.mjs').Account | null} account
 * @returns {Promise<number>}
 */
function run(env, account) {
  const [program = '', ...args] = account ? asAccount(account, command) : command;
  return new Promise((resolve) => {
    // The project's folder anew: where it was made visible to the account, the old one is behind that.
    const child = spawn(program, args, { stdio: 'inherit', env, cwd: wish.project });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

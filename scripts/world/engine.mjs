// @ts-check
// A private Docker engine: its own data, socket, bridge and addresses, so that several can run on one machine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeBridge, takeBridge } from './bridges.mjs';
import { callEngine } from './engine-api.mjs';
import { clearDeadForwarding } from './forwarding.mjs';
import { startPart, waitFor } from './processes.mjs';

/**
 * Starts the engine and returns its socket, once it answers. Fails with the end of the engine's log.
 * @param {string} dir  the world's folder
 * @returns {Promise<{ socketPath: string }>}
 */
export async function startEngine(dir) {
  const { bridge, pool } = takeBridge();
  const home = engineFolder(dir);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'bridge'), bridge);
  const socketPath = join(home, 'docker.sock');
  // biome-ignore format: one option a line
  const part = startPart(dir, 'dockerd', 'dockerd', [
    '--data-root', join(home, 'data'),
    '--exec-root', join(home, 'exec'),
    '--pidfile', join(home, 'pid'),
    '--host', `unix://${socketPath}`,
    '--bridge', bridge,
    '--default-address-pool', `base=${pool},size=24`,
    '--shutdown-timeout', '3',
  ], { env: withoutSession() });
  await waitFor(() => answers(socketPath, part), {
    timeoutMs: 60_000,
    otherwise: () => `The private Docker engine did not answer within a minute. Its log ends:\n${part.logTail()}`,
  });
  return { socketPath };
}

/**
 * The environment without what belongs to whoever is logged in: the engine would put its own files for each "exec" into
 * that person's folder, which may be gone by then.
 */
export function withoutSession() {
  const { XDG_RUNTIME_DIR: _folder, DBUS_SESSION_BUS_ADDRESS: _bus, ...rest } = process.env;
  return rest;
}

/**
 * @param {string} socketPath
 * @param {ReturnType<typeof startPart>} part
 */
async function answers(socketPath, part) {
  if (!part.alive()) throw new Error(`The private Docker engine stopped at once. Its log ends:\n${part.logTail()}`);
  if (!existsSync(socketPath)) return false;
  return callEngine(socketPath, 'GET', '/_ping', { timeoutMs: 5_000 }).then(
    (text) => text === 'OK',
    () => false,
  );
}

/**
 * Removes what runs in the engines and their networks, so that they then stop at once and leave no bridge.
 * An engine that no longer answers is left to `clearEngine`.
 * @param {string} dir
 */
export async function emptyEngines(dir) {
  for (const socket of ['engine/docker.sock', 'podman/podman.sock']) await emptyEngine(join(dir, socket));
}

/** @param {string} socketPath */
async function emptyEngine(socketPath) {
  if (!existsSync(socketPath)) return;
  const call = (/** @type {string} */ method, /** @type {string} */ path) =>
    callEngine(socketPath, method, path, { timeoutMs: 15_000 });
  try {
    /** @type {Array<{ Id: string }>} */
    const containers = JSON.parse(await call('GET', '/containers/json?all=true'));
    // Stopped first: one that is just being restarted cannot be removed on Podman.
    await Promise.allSettled(containers.map(({ Id }) => call('POST', `/containers/${Id}/stop?t=0`)));
    await Promise.allSettled(containers.map(({ Id }) => call('DELETE', `/containers/${Id}?force=true&v=true`)));
    await call('POST', '/networks/prune');
  } catch (error) {
    console.error(`The private engine at ${socketPath} could not be emptied first: ${error}`);
  }
}

/**
 * After the engine has stopped: ends containers that outlived it (known by their control group), unmounts what is still
 * mounted below its folder, and takes its bridge away.
 * @param {string} dir
 */
export function clearEngine(dir) {
  const home = engineFolder(dir);
  unmountBelow(join(dir, 'podman'));
  if (existsSync(join(dir, 'podman'))) clearDeadForwarding();
  if (!existsSync(home)) return;
  const containers = list(join(home, 'data/containers'));
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
    const group = readIfThere(`/proc/${pid}/cgroup`);
    const command = readIfThere(`/proc/${pid}/cmdline`);
    if (containers.some((id) => group.includes(id)) || command.includes(`${home}/exec/`)) kill(Number(pid));
  }
  unmountBelow(home);
  removeBridge(readIfThere(join(home, 'bridge')));
}

/** @param {string} dir */
const engineFolder = (dir) => join(dir, 'engine');

/** @param {string} folder */
function unmountBelow(folder) {
  const mounts = readIfThere('/proc/self/mounts')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(`${folder}/`));
  for (const path of mounts.reverse()) unmount(path);
}

/** @param {string} path */
function unmount(path) {
  try {
    execFileSync('umount', ['--lazy', path], { stdio: 'ignore' });
  } catch {
    // Gone already, or shown by the folder that then cannot be removed.
  }
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** @param {string} path */
function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

// @ts-check
// A private Docker engine: its own data, socket, bridge and addresses, so that several can run in one world.
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeBridge } from './bridges.mjs';
import { callEngine } from './engine-api.mjs';
import { programOf } from './engine-root.mjs';
import { isGone, startPart, waitFor } from './processes.mjs';

/**
 * @typedef {object} Engine
 * @property {string} host
 * @property {string} folder
 * @property {(signal: NodeJS.Signals) => void} signal  sends one to the engine's own process, and waits for nothing
 * @property {(signal: NodeJS.Signals) => Promise<void>} end  ends it, as `systemctl stop` or a crash would
 * @property {(more?: readonly string[]) => Promise<void>} again  starts it where it was, with options that come last
 */

/**
 * Starts an engine and returns once it answers. Fails with the end of its log.
 * @param {string} dir  the world's folder
 * @param {object} [options]
 * @param {string} [options.name]  a folder in the world's
 * @param {import('./engine-root.mjs').EngineWish | undefined} [options.wish]  another Docker than this machine's
 * @param {import('./account.mjs').Account | null} [options.account]  who may use it, by group
 * @returns {Promise<Engine>}
 */
export async function startEngine(dir, { name = 'engine', wish, account = null } = {}) {
  const { bridge, pool } = takeBridge();
  const home = join(dir, name);
  mkdirSync(home, { recursive: true });
  const socketPath = join(home, 'docker.sock');
  writeFileSync(join(home, 'daemon.json'), JSON.stringify(wish?.settings ?? {}));
  // biome-ignore format: one option a line
  const first = [
    '--data-root', join(home, 'data'),
    '--exec-root', join(home, 'exec'),
    '--pidfile', join(home, 'pid'),
    '--host', `unix://${socketPath}`,
    '--bridge', bridge,
    '--default-address-pool', `base=${pool},size=24`,
    '--shutdown-timeout', '3',
    // This machine's own settings are not the tests' business.
    '--config-file', join(home, 'daemon.json'),
  ];
  const [program = '', ...before] = programOf('dockerd', wish);
  const start = (/** @type {readonly string[]} */ args) =>
    startPart(dir, `dockerd-${name}`, program, [...before, ...args], { env: withoutSession() });
  let part = start(first);
  const ready = async () => {
    await waitFor(() => answers(socketPath, part), {
      timeoutMs: 60_000,
      otherwise: () => `The private Docker engine did not answer within a minute. Its log ends:\n${part.logTail()}`,
    });
    openTo(account, socketPath);
  };
  await ready();
  return {
    host: `unix://${socketPath}`,
    folder: home,
    signal: (signal) => void process.kill(part.pid, signal),
    /** Nothing of it runs any more. @param {NodeJS.Signals} signal */
    async end(signal) {
      process.kill(part.pid, signal);
      const limit = {
        timeoutMs: 30_000,
        otherwise: () => `The engine did not end after ${signal}:\n${part.logTail()}`,
      };
      await waitFor(() => isGone(part.pid), limit);
      for (const pid of below(home)) process.kill(pid, 'SIGKILL');
      await waitFor(() => below(home).length === 0, limit);
    },
    async again(more = []) {
      // Options come in pairs, a name and its value; the later one of a name counts.
      const replaced = first.filter((_, at) => !more.includes(first[at - (at % 2)] ?? ''));
      part = start([...replaced, ...more]);
      await ready();
    },
  };
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
 * The account may use the socket because it is in group docker.
 * @param {import('./account.mjs').Account | null} account
 * @param {string} socketPath
 */
export function openTo(account, socketPath) {
  if (!account) return;
  chownSync(socketPath, 0, account.docker);
  chmodSync(socketPath, 0o660);
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

/** The processes of an engine's own (its containerd, its shims): they name its folder. @param {string} home */
function below(home) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).includes(`${home}/exec/`) && !isGone(pid));
}

/** @param {number} pid */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}

/**
 * Removes what runs in the world's engines. An engine that no longer answers keeps its containers until the world ends.
 * @param {string} dir
 */
export async function emptyEngines(dir) {
  const sockets = [
    'engine/docker.sock',
    'podman/podman.sock',
    'rootless-docker/engine.sock',
    'rootless-podman/engine.sock',
  ];
  for (const socket of sockets) await emptyEngine(join(dir, socket));
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
  } catch (error) {
    console.error(`The private engine at ${socketPath} could not be emptied first: ${error}`);
  }
}

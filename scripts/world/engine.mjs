// @ts-check
// A private Docker engine: its own data, socket, bridge and addresses, so that several can run in one world.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeBridge } from './bridges.mjs';
import { callEngine } from './engine-api.mjs';
import { programOf } from './engine-root.mjs';
import { startGrip, withoutSession } from './grip.mjs';
import { isGone, startPart } from './processes.mjs';

/**
 * Starts an engine and returns once it answers. Fails with the end of its log.
 * @param {string} dir  the world's folder
 * @param {object} [options]
 * @param {string} [options.name]  a folder in the world's
 * @param {import('./engine-root.mjs').EngineWish | undefined} [options.wish]  another Docker than this machine's
 * @param {import('./account.mjs').Account | null} [options.account]  who may use it, by group
 * @returns {Promise<import('./grip.mjs').Engine>}
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
  return startGrip({
    what: 'The private Docker engine',
    folder: home,
    socketPath,
    account,
    start(more) {
      // Options come in pairs, a name and its value; the later one of a name counts.
      const kept = first.filter((_, at) => !more.includes(first[at - (at % 2)] ?? ''));
      return startPart(dir, `dockerd-${name}`, program, [...before, ...kept, ...more], { env: withoutSession() });
    },
    // Nothing of it runs any more once it has ended.
    below: () => below(home),
  });
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

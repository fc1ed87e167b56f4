// @ts-check
// The parts of a world, and what tells the tests where they are.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { startDisplay } from './display.mjs';
import { emptyEngines, startEngine } from './engine.mjs';
import { imageTag } from './images.mjs';
import { startKeyring } from './keyring.mjs';
import { startPodman } from './podman.mjs';
import { login, startRegistry } from './registry.mjs';
import { startRehearsal } from './rehearsal.mjs';
import { BESIDE_LOOPBACK, startRootless } from './rootless.mjs';

/** @typedef {import('./account.mjs').Account} Account */

/** @type {readonly import('./rootless.mjs').Rootless[]} */
const rootless = ['rootless-docker', 'rootless-podman'];

/**
 * Starts the parts that a world is to have; the environment that tells where they are. Fails with the end of a part's log.
 * @param {string} dir  the world's folder
 * @param {import('./enter.mjs').WorldWish & { images: import('./images.mjs').Images | null }} wish
 * @param {Account | null} account  whose screen and keyring they are, and who may use the engines
 * @returns {Promise<Record<string, string>>}
 */
export async function startParts(dir, wish, account) {
  const wanted = new Set(wish.parts);
  const images = wish.images;
  /** @type {Record<string, string>} */
  const env = { DRYDOCK_TEST_WORLD: dir };
  const screen = async () => {
    if (!existsSync('/tmp/.X11-unix')) mkdirSync('/tmp/.X11-unix');
    if (process.getuid?.() === 0) chmodSync('/tmp/.X11-unix', 0o1777);
    env['DISPLAY'] = await startDisplay(dir, account);
  };
  const registry = async () => {
    const product = rootless.find((one) => wanted.has(one));
    const { open, withLogin } = await startRegistry(dir, product ? BESIDE_LOOPBACK : undefined);
    env['DRYDOCK_TEST_REGISTRY'] = open;
    env['DRYDOCK_TEST_REGISTRY_AUTH'] = withLogin;
    env['DRYDOCK_TEST_REGISTRY_USER'] = login.user;
    env['DRYDOCK_TEST_REGISTRY_PASSWORD'] = login.password;
    if (images) {
      env['DRYDOCK_TEST_IMAGES'] = images.names.map((name) => `${open}/${name}`).join(' ');
      env['DRYDOCK_TEST_TAG'] = imageTag;
    }
    // These have to know beforehand which registries speak plain HTTP.
    if (wanted.has('podman'))
      env['DRYDOCK_TEST_PODMAN'] = (
        await startPodman(dir, { wish: wish.engine, account, registries: [open, withLogin] })
      ).host;
    if (product && account)
      env['DRYDOCK_TEST_ROOTLESS'] = (
        await startRootless(dir, { product, account, registries: [open, withLogin] })
      ).host;
  };
  const keyring = async () => {
    const { busAddress, runtimeDir } = await startKeyring(dir, account);
    env['DBUS_SESSION_BUS_ADDRESS'] = busAddress;
    env['XDG_RUNTIME_DIR'] = runtimeDir;
  };
  const engine = async () => {
    env['DRYDOCK_TEST_ENGINE'] = (await startEngine(dir, { wish: wish.engine, account })).host;
  };
  const rehearsal = async () => {
    env['DRYDOCK_TEST_REHEARSAL'] = `unix://${(await startRehearsal(dir, account)).socketPath}`;
  };
  const started = await Promise.allSettled([
    wanted.has('engine') ? engine() : null,
    wanted.has('registry') || wanted.has('podman') || images ? registry() : null,
    wanted.has('display') ? screen() : null,
    wanted.has('keyring') ? keyring() : null,
    wanted.has('rehearsal') ? rehearsal() : null,
  ]);
  for (const part of started) if (part.status === 'rejected') throw part.reason;
  // The engine under test is the one that the world has: Docker, or else Podman, a rootless one, or the rehearsal.
  const other = env['DRYDOCK_TEST_PODMAN'] ?? env['DRYDOCK_TEST_ROOTLESS'] ?? env['DRYDOCK_TEST_REHEARSAL'];
  if (!wanted.has('engine') && other) env['DRYDOCK_TEST_ENGINE'] = other;
  return env;
}

/** Removes the containers of the world's engines, so that they leave nothing in this machine's control groups. All else ends with it. */
export const stopParts = emptyEngines;

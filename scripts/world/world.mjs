// @ts-check
// The private test world: an engine, a registry, a screen, a keyring and the stand-in images, in one temporary folder.
// The folder holds all that is needed to stop it: see `removeWorld`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDisplay } from './display.mjs';
import { clearEngine, emptyEngines, startEngine } from './engine.mjs';
import { buildImages, imageTag } from './images.mjs';
import { startKeyring } from './keyring.mjs';
import { startPodman } from './podman.mjs';
import { notedParts, stopPart } from './processes.mjs';
import { login, startRegistry } from './registry.mjs';
import { startRehearsal } from './rehearsal.mjs';

/** @typedef {'engine' | 'registry' | 'display' | 'keyring' | 'images' | 'rehearsal' | 'podman'} WorldPart */
/** @typedef {{ dir: string, env: Record<string, string>, stop: () => Promise<void> }} World */

/** @type {readonly WorldPart[]} */
export const allParts = ['engine', 'registry', 'display', 'keyring', 'images', 'rehearsal', 'podman'];

/**
 * Starts the named parts and returns the environment that tells tests where they are. Images bring engine and registry
 * along. Where one part does not start, the others are stopped and the failure is thrown.
 *
 * Unless `keep` is set the world ends with this process, however that ends; with it, `removeWorld(dir)` ends it.
 * @param {{ parts?: readonly WorldPart[], keep?: boolean }} [options]
 * @returns {Promise<World>}
 */
export async function startWorld({ parts = allParts, keep = false } = {}) {
  // Short on purpose: a socket's path may have 107 characters.
  const dir = mkdtempSync('/tmp/dd-');
  writeFileSync(join(dir, 'world.json'), JSON.stringify({ parts }));
  const release = keep ? () => undefined : stopWithThisProcess(dir);
  const stop = async () => {
    await removeWorld(dir);
    release();
  };
  try {
    return { dir, env: await startParts(dir, new Set(parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} dir
 * @param {ReadonlySet<WorldPart>} wanted
 * @returns {Promise<Record<string, string>>}
 */
async function startParts(dir, wanted) {
  const images = wanted.has('images');
  const started = await Promise.allSettled([
    images || wanted.has('engine') ? startEngine(dir) : undefined,
    images || wanted.has('registry') ? startRegistry(dir) : undefined,
    wanted.has('display') ? startDisplay(dir) : undefined,
    wanted.has('keyring') ? startKeyring(dir) : undefined,
    wanted.has('rehearsal') ? startRehearsal(dir) : undefined,
  ]);
  for (const part of started) if (part.status === 'rejected') throw part.reason;
  const [engine, registry, display, keyring, rehearsal] = started.map((part) =>
    part.status === 'fulfilled' ? part.value : null,
  );
  /** @type {Record<string, string>} */
  const env = { DRYDOCK_TEST_WORLD: dir };
  if (engine && 'socketPath' in engine) env['DRYDOCK_TEST_ENGINE'] = `unix://${engine.socketPath}`;
  if (registry && 'open' in registry) {
    env['DRYDOCK_TEST_REGISTRY'] = registry.open;
    env['DRYDOCK_TEST_REGISTRY_AUTH'] = registry.withLogin;
    env['DRYDOCK_TEST_REGISTRY_USER'] = login.user;
    env['DRYDOCK_TEST_REGISTRY_PASSWORD'] = login.password;
  }
  if (display && 'display' in display) env['DISPLAY'] = display.display;
  if (keyring && 'busAddress' in keyring) {
    env['DBUS_SESSION_BUS_ADDRESS'] = keyring.busAddress;
    env['XDG_RUNTIME_DIR'] = keyring.runtimeDir;
  }
  if (rehearsal && 'socketPath' in rehearsal) env['DRYDOCK_TEST_REHEARSAL'] = `unix://${rehearsal.socketPath}`;
  if (wanted.has('podman')) {
    const plain = registry && 'open' in registry ? [registry.open, registry.withLogin] : [];
    env['DRYDOCK_TEST_PODMAN'] = `unix://${(await startPodman(dir, plain)).socketPath}`;
  }
  if (images && engine && 'socketPath' in engine && registry && 'open' in registry) {
    const references = await buildImages({ socketPath: engine.socketPath, registry: registry.open });
    if (references.length > 0) env['DRYDOCK_TEST_IMAGES'] = references.join(' ');
    env['DRYDOCK_TEST_TAG'] = imageTag;
  }
  return env;
}

/**
 * Stops a world's processes by the ids noted in its folder, unmounts what they left, and removes the folder.
 * Does nothing where the folder is gone.
 * @param {string} dir
 */
export async function removeWorld(dir) {
  if (!existsSync(join(dir, 'world.json')) || !basename(dir).startsWith('dd-')) return;
  await emptyEngines(dir);
  for (const part of notedParts(dir).reverse()) await stopPart(part);
  clearEngine(dir);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Binds a world to this process. A small process of its own holds the other end of a pipe: when this one is gone, even
 * killed, the pipe closes and it takes the world away. Returns what lets go again.
 * @param {string} dir
 */
function stopWithThisProcess(dir) {
  const watcher = spawn(process.execPath, [fileURLToPath(new URL('watcher.mjs', import.meta.url)), dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  const pipe = watcher.stdin;
  pipe.on('error', () => undefined);
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    void removeWorld(dir).finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    pipe.end();
  };
}

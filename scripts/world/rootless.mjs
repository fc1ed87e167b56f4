// @ts-check
// Engines that run as the world's ordinary user, with no right of root's: Docker by RootlessKit, and Podman's service.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './account.mjs';
import { answering, withoutSession } from './grip.mjs';
import { podmanFiles } from './podman.mjs';
import { startPart } from './processes.mjs';

/** @typedef {import('./account.mjs').Account} Account */
/** @typedef {'rootless-docker' | 'rootless-podman'} Rootless */

/** A rootless engine has a loopback of its own. What it is to reach is at this address of the world. */
export const BESIDE_LOOPBACK = '10.99.0.1';

/**
 * Starts one and returns where it is, once it answers. Fails with the end of its log.
 * @param {string} dir  the world's folder
 * @param {{ product: Rootless, account: Account, registries: readonly string[] }} options  `registries` speak plain HTTP
 * @returns {Promise<{ host: string }>}
 */
export async function startRootless(dir, { product, account, registries }) {
  openTunnels(dir);
  const home = join(dir, product);
  mkdirSync(home, { recursive: true });
  const socketPath = join(home, 'engine.sock');
  const { command, env } =
    product === 'rootless-docker' ? dockerd(home, socketPath, registries) : podman(home, socketPath, registries);
  giveTo(account, [home]);
  const [program = '', ...args] = command;
  const part = startPart(dir, product, program, args, { account, env: { ...withoutSession(), ...env } });
  await answering({ what: `The ${product} engine`, socketPath, part });
  return { host: `unix://${socketPath}` };
}

/** Where Debian puts Docker's own start script, which is on nobody's PATH. */
const CONTRIB = '/usr/share/docker.io/contrib';

/** @param {string} home @param {string} socketPath @param {readonly string[]} registries */
function dockerd(home, socketPath, registries) {
  writeFileSync(join(home, 'daemon.json'), JSON.stringify({ 'insecure-registries': registries }));
  // biome-ignore format: one option a line
  const command = [
    'dockerd-rootless.sh',
    '--data-root', join(home, 'data'),
    '--host', `unix://${socketPath}`,
    '--config-file', join(home, 'daemon.json'),
    '--shutdown-timeout', '3',
  ];
  return { command, env: { PATH: `${CONTRIB}:/usr/sbin:/sbin:${process.env['PATH']}` } };
}

/** @param {string} home @param {string} socketPath @param {readonly string[]} registries */
function podman(home, socketPath, registries) {
  // biome-ignore format: one option a line
  const command = [
    'podman',
    '--runtime', 'runc',
    '--cgroup-manager=cgroupfs',
    '--events-backend=file',
    '--root', join(home, 'root'),
    '--runroot', join(home, 'run'),
    '--storage-driver', 'overlay',
    'system', 'service', '--time=0', `unix://${socketPath}`,
  ];
  return { command, env: podmanFiles(home, registries) };
}

/** Lets everybody make tunnels, in this world alone: on many machines they may. @param {string} dir */
function openTunnels(dir) {
  const device = '/dev/net/tun';
  if (existsSync(device) && (statSync(device).mode & 0o006) === 0o006) return;
  const own = join(dir, 'tun');
  execFileSync('mknod', [own, 'c', '10', '200']);
  chmodSync(own, 0o666);
  execFileSync('mount', ['--bind', own, device]);
}

// @ts-check
// Podman's service, private like the Docker engine beside it: its own socket, images and networks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from './engine-root.mjs';
import { startGrip, withoutSession } from './grip.mjs';
import { startPart } from './processes.mjs';

/**
 * Starts the service and returns it, once it answers. Fails with the end of its log.
 * @param {string} dir  the world's folder
 * @param {object} options
 * @param {string} [options.name]  a folder in the world's
 * @param {import('./engine-root.mjs').EngineWish | undefined} [options.wish]  another Podman than this machine's
 * @param {import('./account.mjs').Account | null} options.account  who may use it, by group
 * @param {readonly string[]} options.registries  `host:port` of registries that speak plain HTTP
 * @returns {Promise<import('./grip.mjs').Engine>}
 */
export async function startPodman(dir, { name = 'podman', wish, account, registries }) {
  const home = join(dir, name);
  mkdirSync(home, { recursive: true });
  const socketPath = join(home, 'podman.sock');
  const [program = '', ...before] = programOf('podman', wish);
  // biome-ignore format: one option a line
  const options = [
    '--runtime', 'runc',
    '--cgroup-manager=cgroupfs',
    '--events-backend=file',
    '--root', join(home, 'root'),
    '--runroot', join(home, 'run'),
    '--tmpdir', join(home, 'tmp'),
    '--network-config-dir', join(home, 'networks'),
    'system', 'service', '--time=0', `unix://${socketPath}`,
  ];
  const env = { ...withoutSession(), ...podmanFiles(home, registries) };
  return startGrip({
    what: 'Podman’s service',
    folder: home,
    socketPath,
    account,
    // Alone: containers on Podman have no engine that they end with.
    start: () => startPart(dir, name, program, [...before, ...options], { env }),
  });
}

/**
 * Writes Podman's own settings below a folder; the environment that names them.
 * @param {string} home
 * @param {readonly string[]} registries  that speak plain HTTP
 */
export function podmanFiles(home, registries) {
  const containersFile = join(home, 'containers.conf');
  // Its own limits are above what a machine in a machine may grant.
  writeFileSync(
    containersFile,
    `[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[network]
network_backend = "netavark"
`,
  );
  const registriesFile = join(home, 'registries.conf');
  writeFileSync(
    registriesFile,
    registries.map((location) => `[[registry]]\nlocation = "${location}"\ninsecure = true\n`).join(''),
  );
  return { CONTAINERS_CONF: containersFile, CONTAINERS_REGISTRIES_CONF: registriesFile };
}

// @ts-check
// Podman's service, private like the Docker engine beside it: its own socket, images and networks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTo, withoutSession } from './engine.mjs';
import { callEngine } from './engine-api.mjs';
import { programOf } from './engine-root.mjs';
import { startPart, waitFor } from './processes.mjs';

/**
 * Starts the service and returns its socket, once it answers. Fails with the end of its log.
 * @param {string} dir  the world's folder
 * @param {import('./enter.mjs').WorldWish} wish
 * @param {import('./account.mjs').Account | null} account  who may use it, by group
 * @param {readonly string[]} registries  `host:port` of registries that speak plain HTTP
 * @returns {Promise<{ host: string }>}
 */
export async function startPodman(dir, wish, account, registries) {
  const home = join(dir, 'podman');
  mkdirSync(home, { recursive: true });
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
  const socketPath = join(home, 'podman.sock');
  const [program = '', ...before] = programOf('podman', wish.engine);
  // biome-ignore format: one option a line
  const part = startPart(dir, 'podman', program, [
    ...before,
    '--runtime', 'runc',
    '--cgroup-manager=cgroupfs',
    '--events-backend=file',
    '--root', join(home, 'root'),
    '--runroot', join(home, 'run'),
    '--tmpdir', join(home, 'tmp'),
    '--network-config-dir', join(home, 'networks'),
    'system', 'service', '--time=0', `unix://${socketPath}`,
  ], { env: { ...withoutSession(), CONTAINERS_CONF: containersFile, CONTAINERS_REGISTRIES_CONF: registriesFile } });
  await waitFor(
    () => {
      if (!part.alive()) throw new Error(`Podman's service stopped at once:\n${part.logTail()}`);
      return callEngine(socketPath, 'GET', '/_ping', { timeoutMs: 2_000 }).then(
        (text) => text === 'OK',
        () => false,
      );
    },
    { timeoutMs: 120_000, otherwise: () => `Podman's service did not answer within 2 minutes:\n${part.logTail()}` },
  );
  openTo(account, socketPath);
  return { host: `unix://${socketPath}` };
}

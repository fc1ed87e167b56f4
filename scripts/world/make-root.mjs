// @ts-check
// Debian roots that hold the engines of other suites, made by debootstrap with Debian's own keyring, kept in the cache.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NeedsAHand, run, say, userCache } from '../setup/run.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const enter = fileURLToPath(new URL('enter-root.sh', import.meta.url));

/** What such a root holds. Podman 5 writes its firewall rules with nftables. */
const packages = [
  ...['docker.io', 'iptables', 'nftables'],
  ...['podman', 'crun', 'runc', 'conmon', 'netavark', 'aardvark-dns', 'ca-certificates'],
];

/**
 * The root of a suite, made where it is not there yet (a minute or two, 600 MB). Needs root, and the mirror of Debian's packages
 * that this machine uses. Fails with what debootstrap said.
 * @param {'trixie' | 'sid'} suite
 * @returns {Promise<string>}
 */
export async function ensureRoot(suite) {
  const folder = join(userCache, 'roots');
  const place = join(folder, suite);
  const stamp = join(place, 'etc/drydock-packages');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join(' ')) return place;
  say(`Making a root of Debian ${suite} with its Docker and Podman`);
  const work = join(folder, `making-${suite}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    await run('debootstrap', ['--variant=minbase', `--keyring=${KEYRING}`, suite, work, mirror()]);
    const apt = ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    await run('bash', [enter, work, ...apt], { env });
    rmSync(join(work, 'var/cache/apt'), { recursive: true, force: true });
    writeFileSync(join(work, 'etc/drydock-packages'), packages.join(' '));
    rmSync(place, { recursive: true, force: true });
    renameSync(work, place);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return place;
}

/** The mirror that this machine's own packages come from. */
function mirror() {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  for (const file of files.filter((path) => existsSync(path) && /\.(?:list|sources)$/.test(path))) {
    const found = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(https?:\/\/\S+\/debian)\/?(?:\s|$)/m.exec(
      readFileSync(file, 'utf8'),
    );
    if (found?.[1]) return found[1];
  }
  throw new NeedsAHand('No mirror of Debian is named in /etc/apt: the engines of other suites cannot be fetched.');
}

// @ts-check
// System libraries and programs: what Electron, and the tests' own world, need of a Linux machine.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProgram, isRoot, NeedsAHand, run, say } from './run.mjs';

/**
 * @typedef {object} Need
 * @property {string} debian  its package on Debian and Ubuntu
 * @property {string} [library]  the library that it brings, by its soname
 * @property {string} [program]  the program that it brings
 * @property {string} [folder]  the folder that it brings
 */

/** What a window of Electron needs, and the keychain. @type {readonly Need[]} */
export const windowNeeds = [
  { debian: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { debian: 'libnss3', library: 'libnss3.so' },
  { debian: 'libasound2', library: 'libasound.so.2' },
  { debian: 'libgbm1', library: 'libgbm.so.1' },
  { debian: 'libsecret-1-0', library: 'libsecret-1.so.0' },
];

/** What a private screen and keyring need besides. @type {readonly Need[]} */
export const screenNeeds = [
  ...windowNeeds,
  { debian: 'xvfb', program: 'Xvfb' },
  { debian: 'dbus', program: 'dbus-daemon' },
  { debian: 'gnome-keyring', program: 'gnome-keyring-daemon' },
  { debian: 'fonts-dejavu', folder: '/usr/share/fonts/truetype/dejavu' },
];

/** What the tests' private engine and registry need besides. @type {readonly Need[]} */
export const testNeeds = [
  ...screenNeeds,
  { debian: 'docker.io', program: 'dockerd' },
  { debian: 'iptables', program: 'iptables' },
  { debian: 'iproute2', program: 'ip' },
  { debian: 'docker-registry', program: 'docker-registry' },
  { debian: 'podman', program: 'podman' },
  { debian: 'runc', program: 'runc' },
  { debian: 'netavark', folder: '/usr/lib/podman/netavark' },
  { debian: 'aardvark-dns', folder: '/usr/lib/podman/aardvark-dns' },
  { debian: 'git', program: 'git' },
  { debian: 'openssl', program: 'openssl' },
  { debian: 'gcc', program: 'gcc' },
  { debian: 'musl-tools', program: 'musl-gcc' },
];

/** What makes a root with the engines of another Debian suite. @type {readonly Need[]} */
export const rootNeeds = [
  { debian: 'debootstrap', program: 'debootstrap' },
  { debian: 'debian-archive-keyring', folder: '/usr/share/keyrings/debian-archive-keyring.gpg' },
];

/** What runs an engine as an ordinary user. @type {readonly Need[]} */
export const rootlessNeeds = [
  { debian: 'uidmap', program: 'newuidmap' },
  { debian: 'rootlesskit', program: 'rootlesskit' },
  { debian: 'slirp4netns', program: 'slirp4netns' },
  { debian: 'fuse-overlayfs', program: 'fuse-overlayfs' },
];

/**
 * The Debian packages of the needs that a machine does not meet.
 * @param {readonly Need[]} needs
 * @param {{ libraries: string, hasProgram: (name: string) => boolean, hasFolder: (path: string) => boolean }} machine
 *   `libraries` is what `ldconfig -p` prints
 */
export function missing(needs, { libraries, hasProgram, hasFolder }) {
  return needs
    .filter(
      ({ library, program, folder }) =>
        (library !== undefined && !libraries.includes(`\t${library} `)) ||
        (program !== undefined && !hasProgram(program)) ||
        (folder !== undefined && !hasFolder(folder)),
    )
    .map(({ debian }) => debian);
}

/**
 * Installs what is missing where that may be done (as root, on Debian and its kin), and otherwise fails with the exact
 * command. Does nothing on other systems than Linux.
 * @param {readonly Need[]} needs
 */
export async function ensureSystem(needs) {
  if (process.platform !== 'linux') return;
  const look = () =>
    missing(needs, {
      libraries: execFileSync(findProgram('ldconfig') ?? 'ldconfig', ['-p'], { encoding: 'utf8' }),
      hasProgram: (name) => findProgram(name) !== null,
      hasFolder: existsSync,
    });
  const packages = look();
  if (packages.length === 0) return;
  const apt = findProgram('apt-get');
  if (!apt)
    throw new NeedsAHand(`This machine lacks what these Debian packages bring: ${packages.join(' ')}.
Install their counterparts with this system's package manager, then run this again.`);
  if (!isRoot)
    throw new NeedsAHand(`This machine lacks some system packages. Install them, then run this again:
  sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${packages.join(' ')}`);
  say(`Installing system packages: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run(apt, ['update'], { env });
  // No service is started by the way: the tests run their own engine and registry.
  await run(apt, ['install', '--yes', '--no-install-recommends', ...packages], {
    env: { ...env, RUNLEVEL: '1' },
  });
  const still = look();
  if (still.length > 0) throw new NeedsAHand(`Installed, but still not found here: ${still.join(' ')}.`);
}

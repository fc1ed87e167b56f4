import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { isWithin, placeOf } from '../files/place-of.ts';

export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  /** Folders that hold Drydock's own files. */
  readonly ownFolders: readonly string[];
}

export interface SystemFolders {
  /**
   * Whether containers may be given a folder, or Drydock may write into it. Links are followed first. `sockets` are paths that
   * must not be inside it. Fails with `folder.of-the-system`.
   */
  readonly checkFolder: (path: string, sockets?: readonly string[]) => Promise<void>;
  /** Whether a file may be written there. Fails with `folder.of-the-system`. */
  readonly checkFile: (path: string) => void;
}

const POSIX = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/proc',
  '/root',
  '/run',
  '/sbin',
];
const LINUX = ['/snap', '/sys', '/usr', '/var/cache', '/var/lib', '/var/log', '/var/mail', '/var/run', '/var/spool'];
const MAC = [
  '/Applications',
  '/Library',
  '/System',
  '/private/etc',
  '/private/var/db',
  '/private/var/run',
  '/usr',
  '/var/run',
];
const WINDOWS = ['SystemRoot', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramData'];
/** Where Linux desktops mount sticks and disks: `/run/media/ACCOUNT/LABEL`. */
const MEDIA = '/run/media';

/**
 * Tells the folders that belong to the system, to the account as a whole or to Drydock from those that an operator keeps
 * documents and licences in. Whoever asks, these are never mounted into a container and never written into.
 */
export function createSystemFolders({ platform, env, homeFolder, ownFolders }: SystemFacts): SystemFolders {
  const system =
    platform === 'win32'
      ? WINDOWS.flatMap((name) => env[name] ?? [])
      : [...POSIX, ...(platform === 'darwin' ? MAC : LINUX)];
  const places = system.map((folder) => placeOf(folder));
  const own = (): readonly string[] => ownFolders.map((folder) => placeOf(folder));
  const home = placeOf(homeFolder);
  const isSystems = (place: string): boolean =>
    !(isWithin(MEDIA, place) && relative(MEDIA, place).split(sep).length > 1) &&
    places.some((folder) => isWithin(folder, place));
  /** Null: it is not in the home folder. */
  const inHome = (place: string): 'hidden' | 'plain' | null => {
    if (place === home || !isWithin(home, place) || home === join(home, '..')) return null;
    return relative(home, place).startsWith('.') ? 'hidden' : 'plain';
  };
  /** Whether something at `place`, or in it, is not the operator's to give. */
  const isRefused = (place: string): boolean => {
    if (own().some((folder) => isWithin(folder, place))) return true;
    const at = inHome(place);
    return at === null ? isSystems(place) : at === 'hidden';
  };
  const refuse = (path: string): never => {
    throw new Foreseen('folder.of-the-system', { path });
  };
  return {
    async checkFolder(path, sockets = []) {
      const place = placeOf(path);
      const within = [...own(), ...places, home, ...sockets.map((socket) => placeOf(socket))];
      if (isRefused(place) || within.some((inner) => isWithin(place, inner))) refuse(path);
      const entries = await readdir(place, { withFileTypes: true }).catch(() => []); // not there yet: it holds nothing
      if (entries.some((entry) => entry.isSocket())) refuse(path);
    },
    checkFile(path) {
      if (isRefused(placeOf(path))) refuse(path);
    },
  };
}

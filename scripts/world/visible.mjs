// @ts-check
// A clone in /root, or a Node in somebody's home, is out of an ordinary user's sight. In the world's own mount namespace the closed
// folder on the way is replaced by one that holds nothing but what the tests need of it, at the same paths.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asAccount } from './account.mjs';

/**
 * Makes folders visible to the account (a file: the folder that holds its folder). Fails where they can't be.
 * @param {string} dir  the world's folder
 * @param {import('./account.mjs').Account} account
 * @param {readonly string[]} paths
 */
export function makeVisible(dir, account, paths) {
  const folders = paths
    .map((path) => realpathSync(path))
    .map((path) => (statSync(path).isDirectory() ? path : dirname(dirname(path))));
  /** @type {Map<string, string[]>} */
  const behind = new Map();
  for (const folder of folders) {
    const closed = closedOnTheWay(folder);
    if (closed) behind.set(closed, [...(behind.get(closed) ?? []), folder]);
  }
  let number = 0;
  for (const [closed, hidden] of behind) {
    const aside = hidden.map((folder) => {
      const place = join(dir, 'visible', String(number++));
      mkdirSync(place, { recursive: true });
      execFileSync('mount', ['--rbind', folder, place]);
      return { folder, place };
    });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', closed]);
    for (const { folder, place } of aside) {
      mkdirSync(folder, { recursive: true });
      execFileSync('mount', ['--move', place, folder]);
    }
  }
  for (const folder of folders) if (!canRead(account, folder)) throw new Error(unreadable(folder));
}

/** The outermost folder above `path` that others may not enter; null where the way is free. @param {string} path */
function closedOnTheWay(path) {
  const above = [];
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) above.unshift(folder);
  return above.find((folder) => existsSync(folder) && (statSync(folder).mode & 0o001) === 0) ?? null;
}

/** @param {import('./account.mjs').Account} account @param {string} folder */
function canRead(account, folder) {
  const [program = '', ...args] = asAccount(account, ['test', '-r', folder, '-a', '-x', folder]);
  try {
    execFileSync(program, args, { cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} folder */
const unreadable = (folder) =>
  `The tests run as an ordinary user, who may not read ${folder}. Let others read it: chmod -R o+rX '${folder}'`;

// @ts-check
// The npm packages, as package-lock.json pins them. Runs before any of them can be imported.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './run.mjs';
import { digestOf, stampSays, writeStamp } from './stamp.mjs';

/** Installs the packages where they are not, or are of another lock file. Fails with what npm said. */
export async function ensurePackages() {
  const digest = digestOf(root, ['package-lock.json']);
  const stamp = join(root, 'node_modules/.drydock-packages');
  if (stampSays(stamp, digest)) return;
  // Someone's own "npm install" leaves no stamp, and is as good.
  if (!isInstalled(root)) {
    say('Installing the npm packages (npm ci)');
    await run('npm', ['ci', '--no-audit', '--no-fund'], { env: withoutDownload() });
  }
  writeStamp(stamp, digest);
}

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} Locked
 */

/**
 * Whether npm says of what it installed below `folder` that it is what the lock file there pins. What is optional may be
 * absent: it is for another system.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const installed = lockedIn(join(folder, 'node_modules/.package-lock.json'));
  const wanted = lockedIn(join(folder, 'package-lock.json'));
  if (!installed || !wanted) return false;
  const same = (/** @type {Locked} */ one, /** @type {Locked} */ other) =>
    one.version === other.version && one.integrity === other.integrity && one.link === other.link;
  return Object.entries(wanted).every(([path, pinned]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? same(pinned, found) : pinned.optional === true;
  });
}

/**
 * @param {string} path
 * @returns {Record<string, Locked> | null} by folder; null where there is no such file
 */
function lockedIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The Electron runtime is found by `electron.mjs`, which knows where else to look. */
function withoutDownload() {
  return {
    ...process.env,
    npm_config_loglevel: 'error',
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
}

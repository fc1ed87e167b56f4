// @ts-check
// A stamp beside what was made tells what it was made from, so that it is made again when that changes.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A digest over names and contents of files; folders with all that is below them. The order of `paths` does not matter.
 * @param {string} base
 * @param {readonly string[]} paths  relative to `base`
 * @param {(path: string) => boolean} [counts]  which files count
 */
export function digestOf(base, paths, counts = () => true) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((one) => filesBelow(base, one)).sort()) {
    if (!counts(path)) continue;
    const content = readFileSync(join(base, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} base
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(base, path) {
  try {
    return readdirSync(join(base, path), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? filesBelow(base, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

/**
 * Whether the stamp at `path` says `digest`.
 * @param {string} path
 * @param {string} digest
 */
export function stampSays(path, digest) {
  try {
    return readFileSync(path, 'utf8') === digest;
  } catch {
    return false; // no stamp: never made, or not to the end
  }
}

/**
 * @param {string} path
 * @param {string} digest
 */
export function writeStamp(path, digest) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digest);
}

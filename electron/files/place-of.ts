import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

const MOST_LINKS = 40;

/** Where a path leads once its links are followed, as far as it is there already; a link to nothing leads to its target. */
export function placeOf(path: string, links = MOST_LINKS): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const parent = dirname(whole); // not there yet, or not ours to look at: its parent may be a link
    if (parent === whole) return whole;
    const target = links > 0 ? targetOf(whole) : null;
    return target === null
      ? join(placeOf(parent, links), basename(whole))
      : placeOf(resolve(placeOf(parent, links), target), links - 1);
  }
}

function targetOf(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null;
  }
}

/** Whether `path` is `folder` or something below it; neither is looked at. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

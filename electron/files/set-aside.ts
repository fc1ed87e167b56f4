import { copyFile, lstat, rename } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { errorCode } from './error-code.ts';

/** The name that something is set aside under: what it was, why, and when. Two in one millisecond get a number. */
async function freeName(path: string, why: string, now: Date): Promise<string> {
  const { name, ext } = parse(path);
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  for (let at = 1; ; at += 1) {
    const aside = `${name}.${why}-${stamp}${at === 1 ? '' : `-${at}`}${ext}`;
    if (!(await exists(join(dirname(path), aside)))) return aside;
  }
}

/** Whether anything has this name, a link that leads nowhere included. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** Renames a file, folder or link, never over another one; answers its new name in the same folder. */
export async function setAside(path: string, now: Date, why = 'unreadable'): Promise<string> {
  const aside = await freeName(path, why, now);
  await rename(path, join(dirname(path), aside));
  return aside;
}

/** The same for a file that is still in use: a copy is set aside, never over another file; answers its name. */
export async function copyAside(path: string, now: Date, why = 'unreadable'): Promise<string> {
  const aside = await freeName(path, why, now);
  await copyFile(path, join(dirname(path), aside));
  return aside;
}

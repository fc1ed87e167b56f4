import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const DATED = /-\d{4}-\d{2}-\d{2}(?:-\d{1,3})?$/;

/** The folder's name without the day that a renewal gave it: `/a/licence-2026-11-24` and `/a/licence` have one root. */
export const rootOf = (folder: string): string => folder.replace(/[/\\]+$/, '').replace(DATED, '');

/** Where the files of a renewal go: beside the folder that is in use, named by the renewal. */
export const datedFolder = (folder: string, set: string): string => `${rootOf(folder)}-${set}`;

const SET_ASIDE = /-set-aside(?:-\d+)?$/;

/** Whether a renewal that was undone set a folder aside. */
export const isSetAside = (folder: string): boolean => SET_ASIDE.test(folder);

/** The name that a renewal sets a folder aside under, the first or a later one. */
export const setAsideName = (folder: string, count: number): string =>
  `${folder}-set-aside${count === 1 ? '' : `-${count}`}`;

/** The folders of a root: its own, the dated ones, and those set aside; none where its parent cannot be read. */
export async function siblingsOf(folder: string): Promise<readonly string[]> {
  const root = rootOf(folder);
  const names = await readdir(dirname(root)).catch(() => []); // no parent, no siblings
  const own = basename(root);
  return names.filter((name) => rootOf(name.replace(SET_ASIDE, '')) === own).map((name) => join(dirname(root), name));
}

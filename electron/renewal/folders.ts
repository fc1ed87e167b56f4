import { readdir, rename, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { KeptLicence } from '#shared/domain/renewal.ts';
import { datedFolder, rootOf } from '../files/dated-folder.ts';
import { readLicence } from '../license/read-licence.ts';

const ASIDE = '-set-aside';
const SET_ASIDE = /-set-aside(?:-\d+)?$/;

/** The folders of a root: its own, the dated ones, and those set aside; none where its parent cannot be read. */
export async function siblingsOf(folder: string): Promise<readonly string[]> {
  const root = rootOf(folder);
  const names = await readdir(dirname(root)).catch(() => []); // no parent, no siblings
  const own = basename(root);
  return names.filter((name) => rootOf(name.replace(SET_ASIDE, '')) === own).map((name) => join(dirname(root), name));
}

/** The name of a renewal that begins now: the day, and a number where that name is in use. */
export async function newSetName(deployment: Deployment, now: Date): Promise<string> {
  const day = now.toISOString().slice(0, 10);
  for (let count = 1; ; count += 1) {
    const set = count === 1 ? day : `${day}-${count}`;
    const folders = deployment.parts.flatMap((part) => [
      datedFolder(part.licenceFolder, set),
      datedFolder(part.outputFolder, set),
    ]);
    if (deployment.set !== set && (await Promise.all(folders.map(isFree))).every(Boolean)) return set;
  }
}

/** Whether a folder holds nothing of worth: it is missing, or holds only what an interrupted download left. */
async function isFree(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return !(await stat(folder).catch(() => null));
  return names.every((name) => name.startsWith('.drydock-download-'));
}

/** Takes a folder away if nothing is in it; one that is not there, or not empty, stays as it is. */
export const removeIfEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

/** Sets aside a new licence that never served: nothing of it is deleted. Answers its new folder. */
export async function setAside(folder: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const aside = `${folder}${ASIDE}${count === 1 ? '' : `-${count}`}`;
    if (await stat(aside).catch(() => null)) continue;
    await rename(folder, aside);
    return aside;
  }
}

/** Earlier licences and undone new ones beside those in use; the operator removes them. */
export async function keptLicences(
  parts: readonly Pick<Part, 'image' | 'licenceFolder'>[],
  inUse: ReadonlySet<string>,
  now: Date,
): Promise<readonly KeptLicence[]> {
  const found = await Promise.all(
    parts.map(async ({ image, licenceFolder }) => {
      const folders = (await siblingsOf(licenceFolder)).filter((folder) => !inUse.has(folder));
      return Promise.all(
        folders.map(async (folder) => {
          const { files, endsAt } = await readLicence(folder, now);
          return files.length > 0 ? [{ image, folder, endsAt, setAside: SET_ASIDE.test(folder) }] : [];
        }),
      );
    }),
  );
  return found.flat(2);
}

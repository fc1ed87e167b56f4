import { readdir, rename, rmdir, stat } from 'node:fs/promises';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { KeptLicence } from '#shared/domain/renewal.ts';
import { datedFolder, isSetAside, setAsideName, siblingsOf } from '../files/dated-folder.ts';
import type { OwnPlaces } from '../files/own-place.ts';
import { readLicence } from '../license/read-licence.ts';

/** The name of a renewal that begins now: the day, and a number where that name is in use. */
export async function newSetName(deployment: Deployment, now: Date, places: Pick<OwnPlaces, 'there'>): Promise<string> {
  const day = now.toISOString().slice(0, 10);
  for (let count = 1; ; count += 1) {
    const set = count === 1 ? day : `${day}-${count}`;
    const folders = deployment.parts.flatMap((part) => [
      datedFolder(part.licenceFolder, set),
      datedFolder(part.outputFolder, set),
    ]);
    if (deployment.set !== set && (await Promise.all(folders.map((folder) => isFree(folder, places)))).every(Boolean))
      return set;
  }
}

/** Whether a folder, and Drydock's own place of it, hold nothing of worth: missing, or only what an interrupted download left. */
async function isFree(folder: string, places: Pick<OwnPlaces, 'there'>): Promise<boolean> {
  const kept = await Promise.all((await places.there(folder)).map((place) => readdir(place).catch(() => [])));
  if (kept.flat().some((name) => !name.startsWith('download-'))) return false;
  const names = await readdir(folder).catch(() => null);
  if (names === null) return !(await stat(folder).catch(() => null));
  return names.every((name) => name.startsWith('.drydock-download-'));
}

/** Takes a folder away if nothing is in it; one that is not there, or not empty, stays as it is. */
export const removeIfEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

/** Sets aside a new licence that never served, with its template: nothing of it is deleted. Answers its new folder. */
export async function setAside(folder: string, places: Pick<OwnPlaces, 'there' | 'rename'>): Promise<string> {
  for (let count = 1; ; count += 1) {
    const aside = setAsideName(folder, count);
    if ((await stat(aside).catch(() => null)) || (await places.there(aside)).length > 0) continue;
    await rename(folder, aside);
    await places.rename(folder, aside);
    return aside;
  }
}

/** Earlier licences and undone new ones beside those in use; the operator removes them. */
export async function keptLicences(
  parts: readonly Pick<Part, 'image' | 'licenceFolder'>[],
  inUse: ReadonlySet<string>,
  now: Date,
  hasTemplate: (folder: string) => Promise<boolean>,
): Promise<readonly KeptLicence[]> {
  const found = await Promise.all(
    parts.map(async ({ image, licenceFolder }) => {
      const folders = (await siblingsOf(licenceFolder)).filter((folder) => !inUse.has(folder));
      return Promise.all(
        folders.map(async (folder) => {
          const { files, endsAt, templateKept } = await readLicence(folder, now, hasTemplate);
          return files.length > 0 ? [{ image, folder, endsAt, setAside: isSetAside(folder), templateKept }] : [];
        }),
      );
    }),
  );
  return found.flat(2);
}

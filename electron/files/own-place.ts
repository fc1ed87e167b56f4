import { createHash } from 'node:crypto';
import { access, constants, lstat, mkdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOf } from './place-of.ts';

/** Where Drydock keeps what belongs to a licence folder and is no licence: `…/licence` has `…/licence.drydock`. */
export const besideOf = (licenceFolder: string): string => `${placeOf(licenceFolder)}.drydock`;

export type OwnPlaces = ReturnType<typeof createOwnPlaces>;

/**
 * Drydock's own places, one for each licence folder: what is downloaded, earlier licences, the template. Containers are
 * given the licence folder and never what is beside it. Where nothing can be made beside it (the parent is not writable, or
 * the folder is a medium's root), the place is in the data folder.
 */
export function createOwnPlaces(dataFolder: string) {
  const inData = (licenceFolder: string): string =>
    join(dataFolder, 'licences', createHash('sha256').update(placeOf(licenceFolder)).digest('hex').slice(0, 32));
  /** Those that are there; first the one that Drydock writes to. */
  async function there(licenceFolder: string): Promise<readonly string[]> {
    const [beside, kept] = [besideOf(licenceFolder), inData(licenceFolder)];
    const order = (await isOwn(beside)) ? [beside, kept] : [kept, beside];
    const folders = await Promise.all(order.map(async (one) => ((await isFolder(one)) ? [one] : [])));
    return folders.flat();
  }
  return {
    there,
    /** The place to write to, made where it is not there. Fails as the file system does. */
    async make(licenceFolder: string): Promise<string> {
      const beside = besideOf(licenceFolder);
      await mkdir(beside, { mode: 0o700 }).catch(() => undefined); // it is there, or cannot be
      if (await isOwn(beside)) return beside;
      const kept = inData(licenceFolder);
      await mkdir(kept, { recursive: true, mode: 0o700 });
      return kept;
    },
    /** Takes the places along when a licence folder gets another name. */
    async rename(from: string, to: string): Promise<void> {
      const moves = [
        [besideOf(from), besideOf(to)],
        [inData(from), inData(to)],
      ] as const;
      for (const [old, next] of moves) if (await isFolder(old)) await rename(old, next);
    },
    /** Takes away those that nothing is in. */
    async tidy(licenceFolder: string): Promise<void> {
      for (const one of await there(licenceFolder)) await rmdir(one).catch(() => undefined); // what is not empty stays
    },
  };
}

const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );

/** A folder, no link, that this account made and may write to: what another account made is not written to. */
async function isOwn(path: string): Promise<boolean> {
  const entry = await lstat(path).catch(() => null); // none there, or none that can be looked at
  const uid = process.getuid?.();
  if (!entry?.isDirectory() || (uid !== undefined && entry.uid !== uid)) return false;
  return access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}

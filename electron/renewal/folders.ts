import { readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, Part } from '#shared/domain/deployment.ts';
import type { KeptLicence } from '#shared/domain/renewal.ts';
import { datedFolder, rootOf } from '../files/dated-folder.ts';
import { parseJson } from '../files/parse-json.ts';
import { readRegular, writeInPlace } from '../files/write-new.ts';
import { readLicence } from '../license/read-licence.ts';

/** Lies in a new licence's folder for as long as its renewal can be undone. Hidden, so that nobody takes it for a licence. */
const MARK_FILE = '.drydock-renewal.json';
/** Far more than any mark is. */
const LONGEST_MARK = 2 ** 20;
const ASIDE = '-set-aside';
const SET_ASIDE = /-set-aside(?:-\d+)?$/;

const Before = z.object({
  set: z.string().optional(),
  parts: z.array(z.object({ image: ImageId, licenceFolder: z.string(), outputFolder: z.string() })),
});
/** What of the definition a renewal changes, as it was before. */
export type Before = z.infer<typeof Before>;

const Mark = z.object({
  deploymentId: z.string(),
  image: ImageId,
  set: z.string(),
  from: z.enum(['download', 'folder']),
  since: z.iso.datetime(),
  before: Before,
});
export type Mark = z.infer<typeof Mark>;

/** A new licence's folder with what its mark says. */
export interface Marked extends Mark {
  readonly folder: string;
}

/** The folders of a root: its own, the dated ones, and those set aside; none where its parent cannot be read. */
async function siblingsOf(folder: string): Promise<readonly string[]> {
  const root = rootOf(folder);
  const names = await readdir(dirname(root)).catch(() => []); // no parent, no siblings
  const own = basename(root);
  return names.filter((name) => rootOf(name.replace(SET_ASIDE, '')) === own).map((name) => join(dirname(root), name));
}

/** The new licences of a deployment whose renewal is not over. */
export async function markedFolders({ id, parts }: Deployment): Promise<readonly Marked[]> {
  const found = await Promise.all(
    parts.map(async ({ image, licenceFolder }) => {
      const marks = await Promise.all((await siblingsOf(licenceFolder)).map(readMark));
      return marks.flatMap((mark) => (mark && mark.deploymentId === id && mark.image === image ? [mark] : []));
    }),
  );
  return found.flat();
}

async function readMark(folder: string): Promise<Marked | null> {
  const text = await readRegular(join(folder, MARK_FILE), LONGEST_MARK).catch(() => null); // most folders have none
  if (text === null) return null;
  const mark = Mark.safeParse(parseJson(text)).data;
  return mark ? { ...mark, folder } : null; // written whole or not at all: what does not parse is not ours
}

/** Marks a new licence, which is there from then on. Containers may write to its folder: a link in its place is not followed. */
export const writeMark = (folder: string, mark: Mark): Promise<void> =>
  writeInPlace(join(folder, MARK_FILE), JSON.stringify(mark, null, 2), 0o600);

/** Ends the renewal of one folder: what lies in it is an ordinary licence. */
export const removeMark = (folder: string): Promise<void> => rm(join(folder, MARK_FILE), { force: true });

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

/** Whether nothing of worth lies there: not there, or only what a broken-off download left. */
async function isFree(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return !(await stat(folder).catch(() => null));
  return names.every((name) => name.startsWith('.drydock-download-'));
}

/** Takes a folder away if nothing is in it; one that is not there, or not empty, stays as it is. */
export const removeIfEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

/** Sets a new licence aside that did not come to serve: nothing of it is deleted. Answers where it lies then. */
export async function setAside(folder: string): Promise<string> {
  await removeMark(folder);
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

/** Whether a renewal of a deployment is in progress, which locks its settings. */
export const isRenewing = async (deployment: Deployment): Promise<boolean> =>
  (await markedFolders(deployment)).length > 0;

import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import { Foreseen, isForeseen } from '#shared/failures/failure.ts';
import { isDiskFull } from '../files/error-code.ts';
import { lookAtFolder, tryWriting } from '../files/folders.ts';

/** What the names of results folders begin with; they are never looked into for documents. */
export const RESULTS_PREFIX = 'drydock-results-';

export interface ResultsFolder {
  readonly path: string;
  readonly place: 'inside' | 'documents';
}

export interface ResultsPlaces {
  /** Where results go whose own folder cannot be written to. */
  readonly documentsFolder: string;
  /** Put after the feature, so that rehearsed answers are never taken for real ones. */
  readonly mark: string;
  /** Fails for a folder that nothing is written into, whoever asks. */
  readonly checkFile: (path: string) => void;
}

/**
 * Where the answers of a folder's documents go: inside it, so that they move with it, one results folder for each feature;
 * below the documents folder when it cannot be written to. Nothing is changed.
 */
export async function resultsFolderOf(
  folder: string,
  feature: FeatureId,
  places: ResultsPlaces,
): Promise<ResultsFolder> {
  const inside = insideOf(folder, feature, places);
  // Something of that name that is no folder is in the way, as a folder that cannot be written to is.
  const writable = isTaboo(inside, places)
    ? false
    : await lookAtFolder(inside).then(
        (looked) => looked.writable,
        () => false,
      );
  return writable ? { path: inside, place: 'inside' } : outsideOf(folder, feature, places);
}

/** Makes the results folder, found by trying to write. Fails with `folder.not-writable`, `disk.full`. */
export async function prepareResultsFolder(
  folder: string,
  feature: FeatureId,
  places: ResultsPlaces,
): Promise<ResultsFolder> {
  const inside = insideOf(folder, feature, places);
  try {
    places.checkFile(inside);
    await makeWritable(inside);
    return { path: inside, place: 'inside' };
  } catch (error) {
    if (isForeseen(error, 'disk.full')) throw error;
  }
  const outside = outsideOf(folder, feature, places);
  await makeWritable(outside.path);
  return outside;
}

/**
 * The path of `id` below `folder`. Fails with `document.unreadable` for one that leads out of it, by its own words or
 * through a link.
 */
export async function pathBelow(folder: string, id: string): Promise<string> {
  const path = join(folder, ...id.split('/'));
  const refuse = (cause?: unknown): Foreseen => new Foreseen('document.unreadable', { name: id }, { cause });
  if (id === '' || id.includes('\0') || !isBelow(folder, path)) throw refuse();
  try {
    if (isBelow(await realpath(folder), await realpath(path))) return path;
  } catch (error) {
    throw refuse(error);
  }
  throw refuse();
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const nameOf = (feature: FeatureId, mark: string): string => `${RESULTS_PREFIX}${feature}${mark}`;

const insideOf = (folder: string, feature: FeatureId, { mark }: ResultsPlaces): string =>
  join(folder, nameOf(feature, mark));

function outsideOf(folder: string, feature: FeatureId, { documentsFolder, mark }: ResultsPlaces): ResultsFolder {
  // Two folders of the same name are told apart by their whole path.
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  const path = join(documentsFolder, 'batches', `${basename(folder)}-${short}`, nameOf(feature, mark));
  return { path, place: 'documents' };
}

/** Whether the results folder would be in a folder of the system. */
function isTaboo(inside: string, { checkFile }: ResultsPlaces): boolean {
  try {
    checkFile(inside);
    return false;
  } catch {
    return true; // its answers go where those of a folder go that cannot be written to
  }
}

/** Makes a folder where there is none, and tries to write into it. Fails with `disk.full`, `folder.not-writable`. */
async function makeWritable(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    if (isDiskFull(cause)) throw new Foreseen('disk.full', { place: path }, { cause });
    throw new Foreseen('folder.not-writable', { path }, { cause });
  }
  await tryWriting(path);
}

/** Whether there is a folder at `path`. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );

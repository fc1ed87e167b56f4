import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/error-code.ts';

/** Folders of ours inside a licence folder; hidden, so that nobody takes them for the licence. */
const STAGING = '.drydock-download-';
const PREVIOUS = '.drydock-previous-';

/** Makes a fresh folder inside the licence folder, for this account alone, so that its files can be moved in at once. */
export async function makeStaging(folder: string, id: string): Promise<string> {
  const staging = join(folder, `${STAGING}${id}`);
  await mkdir(staging, { mode: 0o700 });
  return staging;
}

/**
 * Takes staging folders of earlier, broken-off downloads away. One that cannot be removed stays: an older Drydock let
 * containers write there, and their files may be of an account that this one has no power over. It is in nobody's way.
 */
export async function removeStaging(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    if (name.startsWith(STAGING)) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
}

/**
 * Moves a downloaded licence in. What was there before is set aside under a hidden name, not deleted; when anything goes
 * wrong on the way, it is put back as it was.
 */
export async function moveIn(staging: string, folder: string, at: Date): Promise<void> {
  const before = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const previous = join(folder, `${PREVIOUS}${at.toISOString().replaceAll(/[:.]/g, '-')}`);
  const moved: { readonly from: string; readonly to: string }[] = [];
  const move = async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    moved.push({ from, to });
  };
  /** A folder of another account cannot be moved into another one, but it can be renamed where it is. */
  const setAside = async (name: string): Promise<void> => {
    try {
      await move(join(folder, name), join(previous, name));
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'EACCES' && code !== 'EPERM') throw error;
      await move(join(folder, name), `${previous}-${name}`);
    }
  };
  try {
    if (before.length > 0) await mkdir(previous);
    for (const name of before) await setAside(name);
    for (const name of await readdir(staging)) await move(join(staging, name), join(folder, name));
  } catch (error) {
    for (const { from, to } of moved.toReversed()) await rename(to, from);
    throw error;
  } finally {
    await rmdir(previous).catch(() => undefined); // one that something is in stays
  }
}

/**
 * Takes away what was set aside earliest, so that `keep` earlier licences stay. What another account owns may stay as well.
 * The licence in use has another name and is never among them.
 */
export async function tidyPrevious(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(PREVIOUS));
  // One that could not be moved whole has several names with one time in them.
  const timeOf = (name: string): string => name.slice(PREVIOUS.length, PREVIOUS.length + TIME_LENGTH);
  const gone = new Set([...new Set(names.map(timeOf))].toSorted().toReversed().slice(keep));
  for (const name of names)
    if (gone.has(timeOf(name))) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
}

/** Of `2026-11-27T11-40-31-123Z`. */
const TIME_LENGTH = 24;

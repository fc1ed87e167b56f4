import { realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { rootOf } from './dated-folder.ts';
import { isWithin } from './place-of.ts';

/** Folders that macOS runs or hands to a program instead of showing what is in them, by their names. */
const BUNDLE =
  /^\.(?:app|bundle|framework|kext|plugin|prefpane|qlgenerator|saver|service|wdgt|workflow|action|mpkg|pkg|xpc|appex|mdimporter)$/i;

/**
 * The folder that `path` names, with no link in it, if it may be shown in the system's file manager: a folder, no bundle, and
 * one of the known places, below one, or what a renewal named after one. Anything else the system might run.
 *
 * Fails with `folder.missing`, `folder.not-a-folder`, `folder.not-ours`.
 */
export async function folderToShow(path: string, known: readonly string[]): Promise<string> {
  const missing = (cause: unknown): never => {
    throw new Foreseen('folder.missing', { path }, { cause });
  };
  const folder = await realpath(path).catch(missing);
  const entry = await stat(folder).catch(missing);
  if (!entry.isDirectory() || (await isBundle(folder))) throw new Foreseen('folder.not-a-folder', { path });
  // A known place that is not there any more holds nothing.
  const places = await Promise.all(known.map((place) => realpath(place).catch(() => null)));
  const isAt = (place: string): boolean => isWithin(place, folder) || rootOf(place) === rootOf(folder);
  if (!places.some((place) => place !== null && isAt(place))) throw new Foreseen('folder.not-ours', { path });
  return folder;
}

async function isBundle(folder: string): Promise<boolean> {
  if (BUNDLE.test(extname(folder))) return true;
  return stat(join(folder, 'Contents', 'Info.plist')).then(
    () => true,
    () => false,
  );
}

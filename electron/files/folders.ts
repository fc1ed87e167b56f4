import { randomUUID } from 'node:crypto';
import { access, chmod, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { isDiskFull } from './error-code.ts';

/** Whether `path` can hold a licence, looked at without changing anything. Fails with `folder.not-absolute`, `folder.not-a-folder`. */
export async function lookAtFolder(
  path: string,
): Promise<{ readonly exists: boolean; readonly writable: boolean; readonly willBeMade: boolean }> {
  if (!isAbsolute(path)) throw new Foreseen('folder.not-absolute', { path });
  const entry = await stat(path).catch(() => null);
  if (entry && !entry.isDirectory()) throw new Foreseen('folder.not-a-folder', { path });
  if (entry) return { exists: true, writable: await mayWrite(path), willBeMade: false };
  let parent = dirname(resolve(path));
  while (!(await stat(parent).catch(() => null)) && dirname(parent) !== parent) parent = dirname(parent);
  const writable = await mayWrite(parent);
  return { exists: false, writable, willBeMade: writable };
}

const mayWrite = (path: string): Promise<boolean> =>
  access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * Makes sure that a folder is there and takes files. One that Drydock makes is open to the container, whose user is
 * unknown (vendor contract 5, mount not writable).
 *
 * Fails with `folder.*`.
 */
export async function prepareFolder(path: string): Promise<void> {
  if (!isAbsolute(path)) throw new Foreseen('folder.not-absolute', { path });
  const before = await stat(path).catch(() => null);
  if (before && !before.isDirectory()) throw new Foreseen('folder.not-a-folder', { path });
  if (!before) {
    try {
      await mkdir(path, { recursive: true });
      await chmod(path, 0o777);
    } catch (cause) {
      throw new Foreseen('folder.missing', { path }, { cause });
    }
  }
  await tryWriting(path);
}

/**
 * What keeps a program from writing to a folder that was there before: it is gone, full or cannot be written to; null where
 * nothing does. `folder.gone`, `folder.not-a-folder`, `disk.full`, `folder.not-writable`.
 */
export async function folderTrouble(path: string): Promise<Foreseen | null> {
  const entry = await stat(path).catch(() => null);
  if (!entry) return new Foreseen('folder.gone', { path });
  if (!entry.isDirectory()) return new Foreseen('folder.not-a-folder', { path });
  try {
    await tryWriting(path);
    return null;
  } catch (error) {
    if (error instanceof Foreseen) return error;
    throw error;
  }
}

/** Fails with `disk.full`, `folder.not-writable`. */
export async function tryWriting(path: string): Promise<void> {
  try {
    await writeProbe(path);
  } catch (cause) {
    if (isDiskFull(cause)) throw new Foreseen('disk.full', { place: path }, { cause });
    throw new Foreseen('folder.not-writable', { path }, { cause });
  }
}

/** Writes a byte into a folder and takes it away again. Fails as the file system does. */
export async function writeProbe(folder: string): Promise<void> {
  const probe = join(folder, `.drydock-${randomUUID()}`);
  try {
    await writeFile(probe, 'x', { flag: 'wx' });
  } finally {
    // On a full disk the file was made, and is empty.
    await rm(probe, { force: true }).catch(() => undefined); // what cannot be written cannot be removed either
  }
}

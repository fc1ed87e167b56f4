import { randomUUID } from 'node:crypto';
import { access, chmod, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { errorCode } from './error-code.ts';

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
  const probe = join(path, `.drydock-${randomUUID()}`);
  try {
    await writeFile(probe, 'x', { flag: 'wx' });
    await rm(probe);
  } catch (cause) {
    if (errorCode(cause) === 'ENOSPC') throw new Foreseen('disk.full', { place: path }, { cause });
    throw new Foreseen('folder.not-writable', { path }, { cause });
  }
}

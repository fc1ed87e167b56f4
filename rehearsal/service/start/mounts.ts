import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, messageOf } from '../files/errors.ts';

/** Whether `path` is a folder. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Why a file cannot be written into the folder, tried by writing one; null if it can. */
export async function whyNotWritable(folder: string): Promise<string | null> {
  const probe = join(folder, `.probe-${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(probe, 'wx');
    await handle.close();
    return null;
  } catch (error) {
    return messageOf(error);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

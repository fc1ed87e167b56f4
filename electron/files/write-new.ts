import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Opens a file that must not be there yet, at a path whose last part is no link. Readable by everyone where `mode` says so,
 * whatever this account's mask; media that keep no permissions are fine.
 */
export async function openNew(path: string, mode: number): Promise<FileHandle> {
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
  const file = await open(path, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), mode);
  await file.chmod(mode).catch(() => undefined); // FAT keeps no permissions, and says so
  return file;
}

/**
 * Writes a file whole in a folder that others may write to as well: made anew beside its place, then put there. A link at
 * its place is replaced, never followed.
 */
export async function writeInPlace(path: string, text: string, mode: number): Promise<void> {
  const beside = join(dirname(path), `.drydock-${randomUUID()}`);
  try {
    const file = await openNew(beside, mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** The text of a regular file, or its beginning; null where there is none. A link, a pipe and a device are none. */
export async function readRegular(path: string, limitBytes: number): Promise<string | null> {
  const entry = await lstat(path).catch(() => null);
  if (!entry?.isFile()) return null;
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    if (!(await file.stat()).isFile()) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(limitBytes, entry.size)), 0, null, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

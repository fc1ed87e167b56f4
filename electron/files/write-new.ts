import { constants } from 'node:fs';
import { chmod, type FileHandle, lstat, mkdir, open } from 'node:fs/promises';

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

/** Makes a folder that must not be there yet, open to whoever `mode` says, whatever this account's mask. */
export async function makeNewFolder(path: string, mode: number): Promise<void> {
  await mkdir(path);
  await chmod(path, mode).catch(() => undefined); // FAT keeps no permissions, and says so
}

/** Opens a regular file to be read; null where there is none. A link, a pipe and a device are none, and are not opened. */
async function openRegular(path: string): Promise<{ readonly file: FileHandle; readonly size: number } | null> {
  const entry = await lstat(path).catch(() => null);
  if (!entry?.isFile()) return null;
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (found.isFile()) return { file, size: found.size };
    await file.close();
    return null;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The text of a regular file, or its beginning; null where there is none. A link, a pipe and a device are none. */
export async function readRegular(path: string, limitBytes: number): Promise<string | null> {
  const opened = await openRegular(path);
  if (!opened) return null;
  const { file, size } = opened;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(limitBytes, size)), 0, null, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Copies a regular file to a path that must not be there yet; false where it is none (any more). Ends with the signal. Fails
 * as the file system does.
 */
export async function copyRegular(from: string, to: string, mode: number, signal: AbortSignal): Promise<boolean> {
  const source = await openRegular(from);
  if (!source) return false;
  try {
    const target = await openNew(to, mode);
    try {
      for await (const chunk of source.file.createReadStream({ autoClose: false })) {
        signal.throwIfAborted();
        await target.writeFile(chunk as Uint8Array);
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.file.close();
  }
  return true;
}

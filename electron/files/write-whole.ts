import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { isDiskFull } from './error-code.ts';
import { placeOf } from './place-of.ts';

/**
 * Puts a new file in the place of `path`, whole or not at all: beside it under another name first, flushed, then renamed.
 * Where that fails, what was there stays as it was and nothing else is left. A link is followed, and an old file's
 * permissions are kept. Fails as the file system does.
 *
 * Own code and not `write-file-atomic` (6.0.0) or `atomically` (2.1): these take a write that a full disk cut short for done,
 * and put the piece in the old file's place.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const place = placeOf(path);
  const before = await stat(place).catch(() => null);
  const beside = join(dirname(place), `.drydock-${randomUUID()}`);
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(content);
      if (before) await file.chmod(before.mode).catch(() => undefined); // FAT keeps no permissions, and says so
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Writes a file that the operator named as `replaceFile` does. Fails with `disk.full`, `file.not-written`. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await replaceFile(path, content);
  } catch (cause) {
    throw notWritten(path, cause);
  }
}

/** As `replaceFile`, for what has to be on the disk when the call returns. Fails with `disk.full`, `file.not-written`. */
export function writeWholeSync(path: string, content: string): void {
  const place = placeOf(path);
  const beside = join(dirname(place), `.drydock-${randomUUID()}`);
  try {
    const file = openSync(beside, 'wx');
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, place);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw notWritten(path, cause);
  }
}

function notWritten(path: string, cause: unknown): Foreseen {
  if (isDiskFull(cause)) return new Foreseen('disk.full', { place: path }, { cause });
  return new Foreseen('file.not-written', { path }, { cause });
}

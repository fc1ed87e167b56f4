import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import type { RefusedFile } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { errorCode, isDiskFull } from '../files/error-code.ts';
import { isSeen, shownName } from '../files/shown-name.ts';
import { makeNewFolder, openNew } from '../files/write-new.ts';
import { createSecretFinder } from '../secrets/find-secret.ts';
import { isOwnName } from './own-names.ts';

export interface TakeLimits {
  readonly files: number;
  readonly depth: number;
  readonly bytes: number;
}

/** Far more than any licence was seen to have; what goes beyond is no licence. */
export const TAKE_LIMITS: TakeLimits = { files: 1000, depth: 8, bytes: 64 * 2 ** 30 };
const NAMED = 20;

export interface TakeOptions {
  readonly limits?: TakeLimits;
  /** Looked for in what is written. */
  readonly key?: string | null;
}

export interface Taken {
  readonly files: { readonly name: string; readonly sizeBytes: number }[];
  /** What was left out, and why; at most twenty of them by name. */
  readonly refused: RefusedFile[];
  /** Names of files that hold the key, in whatever form. */
  readonly withKey: string[];
}

/**
 * Writes what a container left, as the engine hands it out, into a folder that nobody but Drydock has: regular files and
 * folders, made anew, readable by whatever user the container will run as. What else there is, is refused by name.
 *
 * Fails with `license.too-much`, `disk.full`, `folder.not-writable`.
 */
export async function takeOut(
  archive: Readable,
  into: string,
  { limits = TAKE_LIMITS, key = null }: TakeOptions = {},
): Promise<Taken> {
  const files: Taken['files'] = [];
  const withKey: string[] = [];
  const refused: RefusedFile[] = [];
  const folders = new Set<string>();
  let bytes = 0;
  let seen = 0;
  const reader = extract();
  archive.on('error', (error) => reader.destroy(error));
  archive.pipe(reader);
  try {
    for await (const entry of reader) {
      const parts = partsOf(entry.header.name);
      if (parts.length > 0) {
        seen += 1;
        if (seen > limits.files) throw new Foreseen('license.too-much', { what: 'files', limit: limits.files });
        if (parts.length > limits.depth) throw new Foreseen('license.too-much', { what: 'depth', limit: limits.depth });
        bytes += entry.header.size ?? 0;
        if (bytes > limits.bytes) throw new Foreseen('license.too-much', { what: 'bytes', limit: limits.bytes });
        const why = refusalOf(entry.header, parts) ?? (await write(entry, parts));
        if (why !== null && refused.length < NAMED) refused.push({ name: shownName(parts.join('/')), why });
      }
      entry.resume();
    }
  } catch (cause) {
    archive.destroy();
    const code = errorCode(cause);
    if (isDiskFull(cause)) throw new Foreseen('disk.full', { place: into }, { cause });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new Foreseen('folder.not-writable', { path: into }, { cause });
    throw cause;
  }
  return { files, refused, withKey };

  async function write(
    entry: AsyncIterable<unknown> & { readonly header: Header },
    parts: readonly string[],
  ): Promise<RefusedFile['why'] | null> {
    const isFolder = entry.header.type === 'directory';
    try {
      await makeFolders(isFolder ? parts : parts.slice(0, -1));
      if (isFolder) return null;
      const file = await openNew(join(into, ...parts), 0o644);
      try {
        const holdsKey = key === null ? null : createSecretFinder(key);
        let found = false;
        for await (const chunk of entry) {
          if (!(chunk instanceof Uint8Array)) continue;
          found = holdsKey?.(chunk) ?? false;
          await file.writeFile(chunk); // all of it; `write` may write a part and say so
        }
        if (found) withKey.push(parts.join('/'));
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      // A name that this file system does not take, or takes for one that is there already (FAT, upper and lower case).
      const code = errorCode(error);
      if (code === 'EINVAL' || code === 'EEXIST' || code === 'ENAMETOOLONG' || code === 'EILSEQ') return 'name';
      throw error;
    }
    files.push({ name: parts.join('/'), sizeBytes: entry.header.size ?? 0 });
    return null;
  }

  async function makeFolders(parts: readonly string[]): Promise<void> {
    for (const at of parts.keys()) {
      const path = join(into, ...parts.slice(0, at + 1));
      if (folders.has(path)) continue;
      await makeNewFolder(path, 0o755);
      folders.add(path);
    }
  }
}

/** The parts of a path below the folder that was asked for, whose own name the engine puts first. */
const partsOf = (name: string): readonly string[] =>
  name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .slice(1);

function refusalOf(header: Header, parts: readonly string[]): RefusedFile['why'] | null {
  if (header.type === 'symlink' || header.type === 'link') return 'link';
  if (header.type !== 'file' && header.type !== 'contiguous-file' && header.type !== 'directory') return 'device';
  // Set-user-id and set-group-id.
  if (header.type !== 'directory' && ((header.mode ?? 0) >> 9) % 8 >= 2) return 'set-id';
  if (parts.some((part) => part === '..' || part.includes('\\') || !isSeen(part))) return 'name';
  return isOwnName(parts[0] ?? '') ? 'name' : null;
}

import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { LicenceState } from '#shared/domain/deployment.ts';
import { errorCode } from '../files/error-code.ts';
import { findEndDate, findMadeFor } from './end-date.ts';

/** The run template of the download is kept under this name beside the licence; it is not a licence. */
export const TEMPLATE_FILE = 'drydock-template.txt';

/** Enough for any text that names a date; a larger file is looked at from its beginning. */
const LOOK_BYTES = 256 * 1024;
const DEEPEST = 3;

interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: string;
}

/** What a licence folder holds now. Files are opaque; an end date is told where one can be found in them. */
export async function readLicence(folder: string, now: Date): Promise<LicenceState> {
  const none = { folder, files: [], endsAt: null, endsSource: null, madeFor: null, templateKept: false } as const;
  let files: readonly FoundFile[];
  try {
    files = await licenceFiles(folder);
  } catch (error) {
    const code = errorCode(error);
    return { ...none, files: [], state: code === 'ENOENT' ? 'missing' : 'folder-unreadable' };
  }
  const templateKept = await stat(join(folder, TEMPLATE_FILE)).then(
    () => true,
    () => false,
  );
  const texts = await Promise.all(files.map(({ path }) => beginningOf(path)));
  const endsAt = texts.flatMap((text) => findEndDate(text) ?? []).toSorted()[0] ?? null;
  const madeFor = texts.flatMap((text) => findMadeFor(text) ?? [])[0] ?? null;
  const expired = endsAt !== null && Date.parse(endsAt) <= now.getTime();
  return {
    state: files.length === 0 ? 'missing' : expired ? 'expired' : 'valid',
    folder,
    files: files.map(({ name, sizeBytes, modifiedAt }) => ({ name, sizeBytes, modifiedAt })),
    endsAt,
    endsSource: endsAt === null ? null : 'files',
    madeFor,
    templateKept,
  };
}

/**
 * What tells the licence files of a folder from any other: an end that the operator entered holds for these files alone.
 * Null where there are none. Copies of the files have the same one.
 */
export async function fingerprintOf(folder: string): Promise<string | null> {
  const files = await licenceFiles(folder).catch(() => []); // a folder that cannot be read holds no known licence
  if (files.length === 0) return null;
  const hash = createHash('sha256');
  for (const { path, name, sizeBytes, modifiedAt } of files) {
    const text = await beginningOf(path);
    // Files that only the container's user may read are known by their time.
    hash.update(JSON.stringify([name, sizeBytes, text === '' ? modifiedAt : text]));
  }
  return hash.digest('hex');
}

/** Files that are not empty, in the folder and below it; hidden ones and the template are not the licence. */
export async function licenceFiles(folder: string, depth = 0, root = folder): Promise<readonly FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && name !== TEMPLATE_FILE)
      .map(async (entry): Promise<readonly FoundFile[]> => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return depth < DEEPEST ? licenceFiles(path, depth + 1, root) : [];
        const { size, mtime } = await stat(path);
        return size > 0 ? [{ path, name: relative(root, path), sizeBytes: size, modifiedAt: mtime.toISOString() }] : [];
      }),
  );
  return found.flat().toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The beginning of a file as text; empty where this account may not read it (the container wrote it as another user). */
async function beginningOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

import type { Dirent } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { BatchPreview } from '#shared/domain/batch.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { DOCUMENT_LIMIT_BYTES, documentType } from '#shared/rules/document.ts';
import { sideBySide } from '../side-by-side.ts';
import { RESULTS_PREFIX } from './results-folder.ts';

/** A file of the folder that the service takes. */
export interface FoundDocument {
  /** Path below the folder, with `/`. */
  readonly id: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export type LeftOut = BatchPreview['leftOut'][number];

export interface Found {
  /** By id. */
  readonly documents: readonly FoundDocument[];
  readonly leftOut: readonly LeftOut[];
}

/** So much of a file tells its kind: a PDF's header may be anywhere in it. */
const HEAD_BYTES = 1024;
const FILES_AT_ONCE = 32;
/** Beyond these it is no folder of documents, but a disk: looking through it would hold everything else up. */
export const LOOK_LIMITS = { files: 100_000, depth: 32 } as const;

/**
 * The documents of a folder, each told by its first bytes. Hidden files and folders are passed over, and so are results
 * of batches. A link to a file is followed while it stays inside the folder; linked folders are not gone into.
 *
 * Fails with `folder.not-absolute`, `folder.not-a-folder`, `batch.folder-unreadable`, `batch.folder-too-large` past
 * the limits; an abort ends in the signal's reason.
 */
export async function lookInto(
  folder: string,
  subfolders: boolean,
  signal?: AbortSignal,
  limits: { readonly files: number; readonly depth: number } = LOOK_LIMITS,
): Promise<Found> {
  if (!isAbsolute(folder)) throw new Foreseen('folder.not-absolute', { path: folder });
  const unreadable = (cause: unknown): never => {
    throw new Foreseen('batch.folder-unreadable', { path: folder }, { cause });
  };
  const entry = await stat(folder).catch(unreadable);
  if (!entry.isDirectory()) throw new Foreseen('folder.not-a-folder', { path: folder });
  const root = await realpath(folder).catch(unreadable);
  const leftOut: LeftOut[] = [];
  const files: { readonly id: string; readonly path: string }[] = [];

  let seen = 0;

  async function walk(path: string, id: string, depth: number): Promise<void> {
    signal?.throwIfAborted();
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      if (id === '') return unreadable(error);
      leftOut.push({ id, why: 'unreadable' });
      return [] as Dirent[];
    });
    seen += entries.length;
    if (seen > limits.files || depth > limits.depth)
      throw new Foreseen('batch.folder-too-large', { path: folder, ...limits });
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const below = { id: id === '' ? entry.name : `${id}/${entry.name}`, path: join(path, entry.name) };
      if (entry.isDirectory()) {
        if (subfolders && !entry.name.startsWith(RESULTS_PREFIX)) await walk(below.path, below.id, depth + 1);
      } else if (entry.isFile() || (entry.isSymbolicLink() && (await staysInside(root, below.path)))) files.push(below);
    }
  }
  await walk(root, '', 0);

  const documents: FoundDocument[] = [];
  await sideBySide(files, FILES_AT_ONCE, async ({ id, path }) => {
    signal?.throwIfAborted();
    const looked = await lookAt(path);
    if (typeof looked === 'string') leftOut.push({ id, why: looked });
    else documents.push({ id, ...looked });
  });
  const byId = (a: { id: string }, b: { id: string }): number => collator.compare(a.id, b.id) || (a.id < b.id ? -1 : 1);
  return { documents: documents.toSorted(byId), leftOut: leftOut.toSorted(byId) };
}

/** `scan 2` before `scan 10`. */
const collator = new Intl.Collator('en', { numeric: true });

/** Whether a link leads to a file below `root`, which is a real path itself. */
async function staysInside(root: string, link: string): Promise<boolean> {
  const target = await realpath(link).catch(() => null);
  if (target === null) return false;
  const inside = relative(root, target);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return false;
  return (await lstat(target)).isFile();
}

async function lookAt(path: string): Promise<Omit<FoundDocument, 'id'> | LeftOut['why']> {
  try {
    const file = await open(path, 'r');
    try {
      const { size, mtimeMs } = await file.stat();
      if (size === 0) return 'empty';
      const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
      if (documentType(buffer.subarray(0, bytesRead)) === null) return 'wrong-type';
      return size >= DOCUMENT_LIMIT_BYTES ? 'too-large' : { sizeBytes: size, modifiedMs: Math.round(mtimeMs) };
    } finally {
      await file.close();
    }
  } catch {
    return 'unreadable'; // told by name, whatever the reason
  }
}

import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { LicenceState } from '#shared/domain/deployment.ts';
import { errorCode } from '../files/error-code.ts';
import { readRegular } from '../files/write-new.ts';
import { findEndDate, findMadeFor } from './end-date.ts';
import { TEMPLATE_FILE } from './own-names.ts';

/** Enough for any text that names a date; a larger file is looked at from its beginning. */
const LOOK_BYTES = 256 * 1024;
/** A folder with more than this is looked at so far and no further, so that no look takes long. */
const DEEPEST = 8;
const MOST_FILES = 1000;
const MOST_ENTRIES = 5000;
const MOST_TEXTS = 50;

/** Names and words that tell of a licence; the vendor names neither (vendor contract 3.3). */
const NAMED = /licen[cs]e|\.lic$/i;

interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: string;
}

interface LicenceFile extends FoundFile {
  /** Its beginning; empty where this account may not read it. */
  readonly text: string;
}

/**
 * What a licence folder holds now. Files are opaque; the end date is one that can be found in them, or null. They count as a
 * licence where they name an end or an image, where a name or a word in them says so, or where the template of the download
 * that wrote them is kept; else what they are is unknown.
 */
export async function readLicence(
  folder: string,
  now: Date,
  hasTemplate: (folder: string) => Promise<boolean> = async () => false,
): Promise<LicenceState> {
  const none = { folder, files: [], endsAt: null, endsSource: null, madeFor: null, templateKept: false } as const;
  let files: readonly LicenceFile[];
  try {
    files = await filledFiles(folder);
  } catch (error) {
    const code = errorCode(error);
    return { ...none, files: [], state: code === 'ENOENT' ? 'missing' : 'folder-unreadable' };
  }
  const templateKept = await hasTemplate(folder);
  const texts = files.map(({ text }) => text);
  const endsAt = texts.flatMap((text) => findEndDate(text) ?? []).toSorted()[0] ?? null;
  const madeFor = texts.flatMap((text) => findMadeFor(text) ?? [])[0] ?? null;
  const known =
    templateKept ||
    endsAt !== null ||
    madeFor !== null ||
    files.some(({ name, text }) => NAMED.test(name) || NAMED.test(text));
  const expired = endsAt !== null && Date.parse(endsAt) <= now.getTime();
  return {
    state: files.length === 0 ? 'missing' : expired ? 'expired' : known ? 'valid' : 'unknown',
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
  const files = await filledFiles(folder).catch(() => []); // a folder that cannot be read holds no known licence
  if (files.length === 0) return null;
  const hash = createHash('sha256');
  for (const { name, sizeBytes, modifiedAt, text } of files) {
    // Files that only the container's user may read are known by their time.
    hash.update(JSON.stringify([name, sizeBytes, text === '' ? modifiedAt : text]));
  }
  return hash.digest('hex');
}

/**
 * Regular files that are not empty, in the folder and below it, and whether these are all; hidden ones and the template are not
 * the licence. Links, pipes and devices are left out, and never followed.
 *
 * Fails where the folder, or every folder in it that may hold a licence, cannot be read.
 */
export async function licenceFiles(
  root: string,
): Promise<{ readonly files: readonly FoundFile[]; readonly all: boolean }> {
  const found: FoundFile[] = [];
  const unread: unknown[] = [];
  let seen = 0;
  let all = true;
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || (depth === 0 && entry.name === TEMPLATE_FILE)) continue;
      seen += 1;
      if (found.length >= MOST_FILES || seen > MOST_ENTRIES) {
        all = false;
        return;
      }
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth >= DEEPEST) all = false;
      else if (entry.isDirectory()) await look(path, depth + 1).catch((error: unknown) => unread.push(error));
      if (!entry.isFile()) continue;
      const facts = await lstat(path).catch(goneMeanwhile);
      if (!facts || facts.size === 0) continue;
      const { size, mtime } = facts;
      found.push({ path, name: relative(root, path), sizeBytes: size, modifiedAt: mtime.toISOString() });
    }
  };
  await look(root, 0);
  if (found.length === 0 && unread.length > 0) throw unread[0];
  return { files: found.toSorted((a, b) => a.name.localeCompare(b.name)), all };
}

/** A file that a container, or a download that ends, has just taken away is none. */
function goneMeanwhile(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

/** Licence files with their beginnings. One of nothing but a single byte, or of blanks, holds no licence and is left out. */
async function filledFiles(root: string): Promise<readonly LicenceFile[]> {
  const { files } = await licenceFiles(root);
  const read = await Promise.all(
    files.map(async (file, at) => ({ ...file, text: at < MOST_TEXTS ? await beginningOf(file.path) : '' })),
  );
  return read.filter(({ text }) => text === '' || !/^(?:\s*|([^\uFFFD])\1*)$/.test(text));
}

/** The beginning of a file as text; empty where this account may not read it (the container wrote it as another user). */
const beginningOf = (path: string): Promise<string> =>
  readRegular(path, LOOK_BYTES).then(
    (text) => text ?? '',
    () => '',
  );

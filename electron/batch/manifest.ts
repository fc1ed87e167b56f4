import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode, isDiskFull } from '../files/error-code.ts';
import { flushFolder } from '../files/flush-folder.ts';
import { copyAside } from '../files/set-aside.ts';
import { writeWhole } from '../files/write-whole.ts';
import { Header, type Line, MANIFEST_VERSION, type ReadManifest, readLines } from './manifest-lines.ts';

export const MANIFEST = 'manifest.jsonl';

export interface KnownManifest extends ReadManifest {
  readonly header: Header;
}

/** What the first line says besides the format. */
export type Begin = Omit<Header, 'drydock' | 'version' | 'id' | 'createdAt'>;

/**
 * Reads the manifest of a results folder without changing it; null where there is none that says whose it is. Fails with
 * `batch.folder-unreadable`.
 */
export async function readManifest(resultsFolder: string): Promise<KnownManifest | null> {
  const bytes = await bytesAt(join(resultsFolder, MANIFEST)).catch((cause: unknown) => {
    if (errorCode(cause) === null) throw cause;
    throw new Foreseen('batch.folder-unreadable', { path: resultsFolder }, { cause });
  });
  if (bytes === null) return null;
  const read = await readLines(bytes);
  return read.header === null ? null : { ...read, header: read.header };
}

export interface OpenManifest {
  readonly manifest: KnownManifest;
  /** `batch.manifest-unreadable` when something of it could not be read and it was set aside. */
  readonly notice: Failure | null;
  readonly append: (line: Line) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the manifest of a results folder to add to it; makes one where there is none. A torn last line is cut off. One that
 * is damaged is set aside, and a new one is made of the lines that can be read.
 *
 * `append` ends when the line is on the disk; lines that come together are flushed together. Fails with `disk.full`,
 * `file.not-written`.
 */
export async function openManifest(
  resultsFolder: string,
  begin: Begin & { readonly id: string | null },
  now: () => Date,
): Promise<OpenManifest> {
  const path = join(resultsFolder, MANIFEST);
  try {
    const ready = await makeReady(path, begin, now);
    return { ...ready, ...appending(await open(path, 'a'), path) };
  } catch (error) {
    throw errorCode(error) === null ? error : asFailure(error, path);
  }
}

/** Leaves a manifest that ends with a whole line; what it says, and what is to be told of it. */
async function makeReady(
  path: string,
  { id, ...begin }: Begin & { readonly id: string | null },
  now: () => Date,
): Promise<Pick<OpenManifest, 'manifest' | 'notice'>> {
  const bytes = await bytesAt(path);
  const read = bytes === null ? null : await readLines(bytes);
  if (bytes !== null && read !== null && read.header !== null && read.damaged === 0) {
    if (read.wholeBytes < bytes.length) await truncate(path, read.wholeBytes);
    return { manifest: { ...read, header: read.header }, notice: null };
  }
  const fresh = { drydock: 'batch', version: MANIFEST_VERSION, createdAt: now().toISOString(), ...begin };
  const manifest: KnownManifest = {
    header: read?.header ?? Header.parse({ id: id ?? randomUUID(), ...fresh }),
    begun: read?.begun ?? null,
    documents: read?.documents ?? new Map(),
    damaged: 0,
    wholeBytes: 0,
  };
  // A manifest that is torn in its very first line was killed at birth: nothing is lost with it.
  const loses = read !== null && (read.wholeBytes > 0 || read.damaged > 0);
  const notice = loses ? await setAside(path, read, now()) : null;
  const lines = [manifest.header, ...(manifest.begun ? [manifest.begun] : []), ...manifest.documents.values()];
  await writeWhole(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await flushFolder(dirname(path));
  return { manifest, notice };
}

async function bytesAt(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

async function setAside(path: string, read: ReadManifest, now: Date): Promise<Failure> {
  const facts = { setAside: await copyAside(path, now), kept: read.documents.size };
  return toFailure(new Foreseen('batch.manifest-unreadable', facts));
}

interface Waiter {
  readonly text: string;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** Lines that come while others are being flushed go together in the next flush. */
function appending(file: FileHandle, path: string): Pick<OpenManifest, 'append' | 'close'> {
  let waiting: Waiter[] = [];
  let writing: Promise<void> | null = null;
  /** A line that was written in part would run into the next one: after a failure nothing more is written. */
  let broken: unknown = null;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        if (broken !== null) throw broken;
        await file.appendFile(now.map(({ text }) => text).join(''));
        await file.datasync();
        for (const { written } of now) written();
      } catch (error) {
        broken ??= asFailure(error, path);
        for (const { failed } of now) failed(broken);
      }
    }
    writing = null;
  }

  return {
    append: (line) =>
      new Promise<void>((written, failed) => {
        waiting.push({ text: `${JSON.stringify(line)}\n`, written, failed });
        writing ??= flush();
      }),
    async close() {
      await writing;
      await file.close();
    },
  };
}

const asFailure = (error: unknown, path: string): unknown =>
  isDiskFull(error)
    ? new Foreseen('disk.full', { place: dirname(path) }, { cause: error })
    : new Foreseen('file.not-written', { path }, { cause: error });

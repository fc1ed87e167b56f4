import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rename, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { flushFolder } from '../files/flush-folder.ts';
import { copyAside } from '../files/set-aside.ts';
import { Header, type Line, MANIFEST_VERSION, type ReadManifest, readLines } from './manifest-lines.ts';

export const MANIFEST = 'manifest.jsonl';

export interface KnownManifest extends ReadManifest {
  readonly header: Header;
}

/** What the first line says besides the format. */
export type Begin = Omit<Header, 'drydock' | 'version' | 'id' | 'createdAt'>;

/** Reads the manifest of a results folder without changing it; null where there is none that says whose it is. */
export async function readManifest(resultsFolder: string): Promise<KnownManifest | null> {
  const bytes = await readFile(join(resultsFolder, MANIFEST)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
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
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  const { id, ...rest } = begin;
  const fresh = Header.parse({
    drydock: 'batch',
    version: MANIFEST_VERSION,
    id: id ?? randomUUID(),
    createdAt: now().toISOString(),
    ...rest,
  });
  const read = bytes === null ? null : await readLines(bytes);
  let manifest: KnownManifest;
  let notice: Failure | null = null;
  if (read !== null && read.header !== null && read.damaged === 0) {
    manifest = { ...read, header: read.header };
    if (bytes !== null && read.wholeBytes < bytes.length) await truncate(path, read.wholeBytes);
  } else {
    // A manifest that is torn in its very first line was killed at birth: nothing is lost with it.
    if (read !== null && (read.wholeBytes > 0 || read.damaged > 0)) notice = await setAside(path, read, now());
    manifest = {
      header: read?.header ?? fresh,
      begun: read?.begun ?? null,
      documents: read?.documents ?? new Map(),
      damaged: 0,
      wholeBytes: 0,
    };
    await writeWhole(path, [
      manifest.header,
      ...(manifest.begun ? [manifest.begun] : []),
      ...manifest.documents.values(),
    ]);
  }
  const file = await open(path, 'a');
  return { manifest, notice, ...appending(file, path) };
}

async function setAside(path: string, read: ReadManifest, now: Date): Promise<Failure> {
  const facts = { setAside: await copyAside(path, now), kept: read.documents.size };
  return toFailure(new Foreseen('batch.manifest-unreadable', facts));
}

async function writeWhole(path: string, lines: readonly object[]): Promise<void> {
  const temporary = join(dirname(path), `.manifest-${randomUUID()}`);
  const file = await open(temporary, 'wx');
  try {
    await file.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await flushFolder(dirname(path));
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
  errorCode(error) === 'ENOSPC' || errorCode(error) === 'EDQUOT'
    ? new Foreseen('disk.full', { place: dirname(path) }, { cause: error })
    : new Foreseen('file.not-written', { path }, { cause: error });

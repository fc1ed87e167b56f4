import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import { replaceFile } from './write-whole.ts';

/** So many of the newest copies are kept, and the last one of so many days. */
const KEPT = 10;
/** Copies of one run that are closer to each other than this are one: a burst of changes does not push the others out. */
const APART_MS = 60_000;

export interface CopiesOptions<T> {
  readonly folder: string;
  /** What the copies' names begin with. */
  readonly name: string;
  /** What a text holds; null where it is not whole. */
  readonly read: (text: string) => T | null;
  readonly now: () => Date;
  /** Told of a copy that could not be made: the file itself is fine. */
  readonly failed: (error: unknown) => void;
}

export interface Copy<T> {
  /** When it was made, an instant; names it, too. */
  readonly at: string;
  readonly value: T;
}

/** Earlier good states of a file. */
export interface Copies<T> {
  /** Makes a copy of this state soon, unless the newest copy says the same. */
  keep(text: string): void;
  /** Those that can be read whole, newest first. Fails as the file system does. */
  list(): Promise<readonly Copy<T>[]>;
  /** Ends when the last copy is made. */
  close(): Promise<void>;
}

/**
 * Opens the copies in `folder`, which is made with the first one. Each is written whole, read back and parsed; one that does
 * not parse then is removed again and told. Nothing else in the folder is touched.
 */
export function openCopies<T>({ folder, name, read, now, failed }: CopiesOptions<T>): Copies<T> {
  let wanted: string | null = null;
  let making: Promise<void> | null = null;
  let last: { readonly at: number; readonly file: string } | null = null;
  const named = new RegExp(`^${name}-(\\d{4}-\\d{2}-\\d{2})T(\\d{2})-(\\d{2})-(\\d{2})-(\\d{3})Z\\.json$`);
  const instant = (file: string): string => file.replace(named, '$1T$2:$3:$4.$5Z');

  async function files(): Promise<readonly string[]> {
    try {
      return (await readdir(folder)).filter((file) => named.test(file)).toSorted((a, b) => (a < b ? 1 : -1));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async function make(text: string): Promise<void> {
    const [newest] = await files();
    // One that cannot be read is none that says the same.
    if (newest && (await readFile(join(folder, newest), 'utf8').catch(() => null)) === text) return;
    await mkdir(folder, { recursive: true });
    // After a clock that was set back the newest copy is still the last one by name.
    const at = new Date(Math.max(now().getTime(), newest === undefined ? 0 : Date.parse(instant(newest)) + 1));
    const file = `${name}-${at.toISOString().replaceAll(/[:.]/g, '-')}.json`;
    const path = join(folder, file);
    await replaceFile(path, text);
    if (read(await readFile(path, 'utf8')) === null) {
      await rm(path);
      throw new Error(`the copy ${file} could not be read back`);
    }
    const replaced = last && at.getTime() - last.at < APART_MS ? last : null;
    if (replaced) await rm(join(folder, replaced.file), { force: true });
    last = { at: replaced?.at ?? at.getTime(), file };
    for (const old of tooMany(await files())) if (old !== file) await rm(join(folder, old), { force: true });
  }

  async function makeAll(): Promise<void> {
    while (wanted !== null) {
      const text = wanted;
      wanted = null;
      await make(text).catch(failed);
    }
    making = null;
  }

  return {
    keep(text) {
      wanted = text;
      making ??= Promise.resolve().then(makeAll);
    },
    async list() {
      await making;
      const found: Copy<T>[] = [];
      for (const file of await files()) {
        const text = await readFile(join(folder, file), 'utf8').catch(() => null); // e.g. a folder of that name
        const value = text === null ? null : read(text);
        if (value !== null) found.push({ at: instant(file), value });
      }
      return found;
    },
    close: () => making ?? Promise.resolve(),
  };
}

/** Those beyond the newest ones and the last ones of the newest days. `files` are newest first, named by their instants. */
function tooMany(files: readonly string[]): readonly string[] {
  const day = (file: string): string => file.slice(0, file.lastIndexOf('T'));
  const lastOfDays = files.filter((file, at) => at === 0 || day(files[at - 1] ?? '') !== day(file)).slice(0, KEPT);
  const kept = new Set([...files.slice(0, KEPT), ...lastOfDays]);
  return files.filter((file) => !kept.has(file));
}

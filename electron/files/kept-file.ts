import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode } from './error-code.ts';
import { parseJson } from './parse-json.ts';
import { exists, setAside } from './set-aside.ts';
import { replaceFile } from './write-whole.ts';

export interface KeptFileOptions<T extends object> {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** What is kept at the very first start. */
  readonly none: T;
  /** Rises when an older Drydock could not read the file any more. */
  readonly version?: number;
  /** The notice about a damaged file. */
  readonly unreadable: (setAside: string) => Foreseen;
  readonly now: () => Date;
}

/** A small JSON file that Drydock keeps for itself. */
export interface KeptFile<T> {
  readonly value: () => T;
  /** Takes the new value at once; ends when it, or a newer one, is on the disk. Fails with `file.not-written`. */
  readonly change: (next: T) => Promise<void>;
  /** What was wrong with the file when it was opened. */
  readonly notices: readonly Failure[];
  /** Ends when everything is written that can be. */
  readonly close: () => Promise<void>;
}

const Versioned = z.looseObject({ version: z.number().optional() });

/**
 * Opens a kept file. One that is damaged, is no file or leads nowhere, and one of a later version, is set aside under a
 * name of its own, with a notice. One that can be neither read nor set aside has a notice, too, and nothing is written in
 * its place. Never rejects: the app starts without what was kept.
 */
export async function openKeptFile<T extends object>(options: KeptFileOptions<T>): Promise<KeptFile<T>> {
  const { path, version = 1, none } = options;
  const notices: Failure[] = [];
  const { found, writable } = await read(options, notices);
  let value = found ?? none;
  let written = value;
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    try {
      // Changes that come meanwhile are written together, once.
      while (written !== value) {
        const next = value;
        await replaceFile(path, `${JSON.stringify({ version, ...next })}\n`);
        written = next;
      }
    } catch (cause) {
      throw new Foreseen('file.not-written', { path }, { cause });
    } finally {
      writing = null;
    }
  }
  return {
    notices,
    value: () => value,
    async change(next) {
      value = next;
      if (!writable) return;
      writing ??= Promise.resolve().then(write);
      await writing;
    },
    close: () => writing?.catch(() => undefined) ?? Promise.resolve(),
  };
}

/** What was kept, or null; and whether a new file may take its place. */
async function read<T extends object>(
  { path, schema, version = 1, unreadable, now }: KeptFileOptions<T>,
  notices: Failure[],
): Promise<{ readonly found: T | null; readonly writable: boolean }> {
  try {
    const value = parseKept(await readFile(path, 'utf8'));
    const newer = (Versioned.safeParse(value).data?.version ?? 1) > version;
    const parsed = newer ? null : schema.safeParse(value);
    if (parsed?.success) return { found: parsed.data, writable: true };
    const aside = await setAside(path, now(), newer ? 'newer' : 'unreadable');
    notices.push(toFailure(newer ? new Foreseen('file.newer', { setAside: aside }) : unreadable(aside)));
  } catch (cause) {
    try {
      // Only a link that leads nowhere is there without being found.
      if (errorCode(cause) === 'ENOENT' && !(await exists(path))) return { found: null, writable: true };
      notices.push(toFailure(unreadable(await setAside(path, now()))));
    } catch {
      notices.push(toFailure(new Foreseen('file.unusable', { path }, { cause })));
      return { found: null, writable: false };
    }
  }
  return { found: null, writable: true };
}

/**
 * What a kept file holds: a JSON object, or undefined where it is none. One that names `__proto__` was made by no program
 * of ours.
 */
export function parseKept(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !Object.hasOwn(value, '__proto__') ? (value as Readonly<Record<string, unknown>>) : undefined;
}

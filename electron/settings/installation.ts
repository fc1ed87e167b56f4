import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rename, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { replaceFile } from '../files/write-whole.ts';

const FILE = 'installation.json';

const Kept = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The data folder that it was made for: a copy of the folder is another installation. */
  folder: z.string(),
});

export interface Installation {
  /** 16 hexadecimal digits; the same at every start with this data folder, and no other folder has it. */
  readonly id: string;
  /** What was wrong with the file when it was opened. */
  readonly notices: readonly Failure[];
}

/**
 * Which installation this data folder is: made once, kept in the folder, and put on everything that is made on an engine.
 * It is derived from the folder and the computer, so that a lost or damaged file comes back as it was. A folder that was
 * moved stays the same installation; one that was copied, with the first still there, becomes another.
 */
export async function openInstallation({
  folder,
  now,
}: {
  readonly folder: string;
  readonly now: () => Date;
}): Promise<Installation> {
  await mkdir(folder, { recursive: true });
  const place = await realpath(folder);
  const notices: Failure[] = [];
  const kept = await read(place);
  if (kept === 'unreadable') {
    const aside = join(place, `installation.unreadable-${now().toISOString().replaceAll(/[:.]/g, '-')}.json`);
    await rename(join(place, FILE), aside);
    notices.push(toFailure(new Foreseen('installation.unreadable', { setAside: basename(aside) })));
  } else if (kept !== null && (kept.folder === place || !(await isCopyOf(kept)))) {
    if (kept.folder !== place) await write(place, kept.id);
    return { id: kept.id, notices };
  }
  const id = await deriveId(place);
  await write(place, id);
  return { id, notices };
}

const write = (place: string, id: string): Promise<void> =>
  replaceFile(join(place, FILE), `${JSON.stringify({ id, folder: place }, null, 2)}\n`);

/** What the folder's file says; null where there is none. */
async function read(place: string): Promise<z.infer<typeof Kept> | 'unreadable' | null> {
  try {
    return Kept.safeParse(JSON.parse(await readFile(join(place, FILE), 'utf8'))).data ?? 'unreadable';
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable';
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether the folder that an id was made for is still there with it. */
async function isCopyOf({ id, folder }: z.infer<typeof Kept>): Promise<boolean> {
  const first = await read(folder).catch(() => null); // a folder that cannot be read is no installation that runs
  return first !== null && first !== 'unreadable' && first.id === id;
}

async function deriveId(place: string): Promise<string> {
  const { dev, ino, birthtimeMs } = await stat(place);
  return createHash('sha256').update([hostname(), place, dev, ino, birthtimeMs].join('\0')).digest('hex').slice(0, 16);
}

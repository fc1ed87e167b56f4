import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Failure, Foreseen } from '#shared/failures/failure.ts';
import { openKeptFile, parseKept } from '../files/kept-file.ts';

const FILE = 'installation.json';

const Kept = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The data folder that it was made for: a copy of the folder is another installation. */
  folder: z.string(),
});

/** Before the first start. */
const NONE: z.infer<typeof Kept> = { id: '', folder: '' };

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
  const file = await openKeptFile({
    path: join(place, FILE),
    schema: Kept,
    none: NONE,
    unreadable: (setAside) => new Foreseen('installation.unreadable', { setAside }),
    now,
  });
  const { notices } = file;
  const kept = file.value();
  if (kept !== NONE && (kept.folder === place || !(await isCopyOf(kept)))) {
    if (kept.folder !== place) await file.change({ id: kept.id, folder: place });
    return { id: kept.id, notices };
  }
  const id = await deriveId(place);
  await file.change({ id, folder: place });
  return { id, notices };
}

/** Whether the folder that an id was made for is still there with it. Another's file is looked at and left alone. */
async function isCopyOf({ id, folder }: z.infer<typeof Kept>): Promise<boolean> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => ''); // one that cannot be read is none that runs
  return Kept.safeParse(parseKept(text)).data?.id === id;
}

async function deriveId(place: string): Promise<string> {
  const { dev, ino, birthtimeMs } = await stat(place);
  return createHash('sha256').update([hostname(), place, dev, ino, birthtimeMs].join('\0')).digest('hex').slice(0, 16);
}

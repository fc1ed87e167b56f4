import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Failure, Foreseen } from '#shared/failures/failure.ts';
import { openKeptFile, parseKept } from '../files/kept-file.ts';

const FILE = 'installation.json';

const Kept = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The data folder that it was made for: a copy of the folder is another installation. */
  folder: z.string(),
  /** Deployments of other installations that the operator took up. */
  adopted: z.array(z.object({ installation: z.string(), deployment: z.string() })).default([]),
});
type Adopted = z.infer<typeof Kept>['adopted'][number];

/** Before the first start. */
const NONE: z.infer<typeof Kept> = { id: '', folder: '', adopted: [] };

export interface Installation {
  /** 16 hexadecimal digits; the same at every start with this data folder, and no other folder has it. */
  readonly id: string;
  /** Deployments that another installation made, and that were taken up. */
  readonly adopted: () => readonly Adopted[];
  /** Makes what another installation made for a deployment this one's. Fails with `file.not-written`. */
  readonly adopt: (one: Adopted) => Promise<void>;
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
    if (kept.folder !== place) await file.change({ ...kept, folder: place });
  } else await file.change({ id: await deriveId(place), folder: place, adopted: [] });
  const { id } = file.value();
  const adopted = (): readonly Adopted[] => file.value().adopted;
  return {
    id,
    adopted,
    async adopt(one) {
      const others = adopted().filter((other) => !isDeepStrictEqual(other, one));
      await file.change({ ...file.value(), adopted: [...others, one] });
    },
    notices,
  };
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

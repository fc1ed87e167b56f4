import { lstat, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { openKeptFile } from '../files/kept-file.ts';
import { move } from '../files/move.ts';
import type { OwnPlaces } from '../files/own-place.ts';
import { exists } from '../files/set-aside.ts';
import { PREVIOUS_INSIDE } from './move-in.ts';
import { TEMPLATE_FILE } from './own-names.ts';
import type { Templates } from './templates.ts';

/** How an earlier Drydock called what it kept in licence folders. */
const STAGING_INSIDE = '.drydock-download-';
const IS_PREVIOUS = new RegExp(`^\\${PREVIOUS_INSIDE}\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}-\\d{3}Z$`);

export interface TakeOverOptions {
  readonly dataFolder: string;
  readonly places: OwnPlaces;
  readonly templates: Pick<Templates, 'inside' | 'keepFirst'>;
  readonly now: () => Date;
  /** Told where it could not be noted that folders were taken over: they are looked at again. */
  readonly failed: (error: unknown) => void;
}

/**
 * Takes what an earlier Drydock kept in licence folders out of them, into Drydock's own places: templates and earlier
 * licences, never through a link. Once for each folder: what is there later a container may have put there, and nobody looks
 * for it. What could not be taken out is told as a notice and tried again at the next start.
 */
export type TakeOver = Awaited<ReturnType<typeof openTakeOver>>;

export async function openTakeOver({ dataFolder, places, templates, now, failed }: TakeOverOptions) {
  const file = await openKeptFile<{ folders: readonly string[] }>({
    path: join(dataFolder, 'licence-folders.json'),
    schema: z.object({ folders: z.array(z.string()) }),
    none: { folders: [] },
    unreadable: (setAside) => new Foreseen('journal.unreadable', { setAside }),
    now,
  });
  const failures = new Map<string, Failure>();

  async function takeOut(folder: string): Promise<void> {
    const names = await readdir(folder);
    const text = await templates.inside(folder);
    if (text !== null) {
      await templates.keepFirst(folder, text);
      await rm(join(folder, TEMPLATE_FILE)).catch(() => undefined); // of another account: nobody reads it there any more
    }
    for (const name of names) {
      const from = join(folder, name);
      if (!(await lstat(from)).isDirectory()) continue;
      // What another account owns cannot go, and is in nobody's way.
      if (name.startsWith(STAGING_INSIDE)) await rm(from, { recursive: true, force: true }).catch(() => undefined);
      if (!IS_PREVIOUS.test(name)) continue;
      const to = join(await places.make(folder), name.slice('.drydock-'.length));
      if (await exists(to)) continue;
      await move(from, to).catch((error: unknown) => {
        if (errorCode(error) !== 'EACCES' && errorCode(error) !== 'EPERM') throw error;
      });
    }
  }

  return {
    /** What was wrong with the list of folders, and those that could not be taken over so far. */
    get notices(): readonly Failure[] {
      return [...file.notices, ...failures.values()];
    },
    /** To be called before a container is given the folders. One that is not there is left for another time. Never rejects. */
    async of(folders: readonly string[]): Promise<void> {
      const done = new Set(file.value().folders);
      for (const folder of folders.map((one) => resolve(one))) {
        if (done.has(folder)) continue;
        try {
          await takeOut(folder);
          failures.delete(folder);
          done.add(folder);
        } catch (cause) {
          if (errorCode(cause) === 'ENOENT') continue;
          failures.set(folder, toFailure(new Foreseen('license.not-taken-over', { folder }, { cause })));
        }
      }
      if (done.size > file.value().folders.length) await file.change({ folders: [...done] }).catch(failed);
    },
    close: file.close,
  };
}

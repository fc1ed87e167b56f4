import { createHash } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { readRegular } from '../files/write-new.ts';
import { replaceFile } from '../files/write-whole.ts';
import { TEMPLATE_FILE } from './own-names.ts';

const LONGEST = 4 * 2 ** 20;

export type Templates = Awaited<ReturnType<typeof openTemplates>>;

export interface TemplatesOptions {
  /** Where Drydock keeps what is its own. */
  readonly folder: string;
  /** The licence folders of the definitions, in which an earlier Drydock kept the templates. */
  readonly earlier: readonly string[];
  readonly now: () => Date;
  /** Told of one that could not be taken over: it stays where it is. */
  readonly failed: (error: unknown) => void;
}

/**
 * The run templates that licence downloads printed, each by the licence folder that it belongs to. They are in Drydock's own
 * folder: a container can write to its licence folder, and an operator copies what a template says into a terminal. Nothing is
 * ever deleted there: an earlier template of the same folder is kept beside the newest.
 *
 * Opened for the first time they take over what an earlier Drydock left in the licence folders, never through a link. After
 * that nobody looks for them there: what a container puts at the place is not asked. Never rejects.
 */
export async function openTemplates({ folder, earlier, now, failed }: TemplatesOptions) {
  const place = join(folder, 'templates');
  const named = (licenceFolder: string): string =>
    createHash('sha256').update(resolve(licenceFolder)).digest('hex').slice(0, 32);
  const pathOf = (licenceFolder: string): string => join(place, `${named(licenceFolder)}.txt`);

  async function setAside(licenceFolder: string): Promise<void> {
    const at = now().toISOString().replaceAll(/[:.]/g, '-');
    try {
      await rename(pathOf(licenceFolder), join(place, `${named(licenceFolder)}-${at}.txt`));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }

  async function keep(licenceFolder: string, text: string): Promise<string> {
    const path = pathOf(licenceFolder);
    await mkdir(place, { recursive: true, mode: 0o700 });
    if ((await readRegular(path, LONGEST)) === text) return path;
    await setAside(licenceFolder);
    await replaceFile(path, text);
    return path;
  }

  async function takeOver(licenceFolder: string): Promise<void> {
    const left = join(licenceFolder, TEMPLATE_FILE);
    const text = await readRegular(left, LONGEST);
    if (text === null) return;
    await keep(licenceFolder, text);
    await rm(left).catch(() => undefined); // a folder of another account: from now on nobody reads it there
  }

  const isFirst = await lstat(place).then(
    () => false,
    () => true,
  );
  if (isFirst)
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      for (const licenceFolder of earlier) await takeOver(licenceFolder).catch(failed);
    } catch (error) {
      failed(error);
    }

  return {
    /** Keeps the newest one of a licence folder; where it is. Fails as the file system does. */
    keep,
    /** What is in the folder now is of no download that is known: it has no template, unless one is in `from`. */
    async follow(licenceFolder: string, from: string): Promise<void> {
      const brought = await readRegular(join(from, TEMPLATE_FILE), LONGEST);
      if (brought === null) await setAside(licenceFolder);
      else await keep(licenceFolder, brought);
    },
    /** The template of a licence folder, and where it is; null where there is none. Fails with `license.template-unreadable`. */
    async read(licenceFolder: string): Promise<{ readonly text: string; readonly path: string } | null> {
      try {
        const path = pathOf(licenceFolder);
        const text = await readRegular(path, LONGEST);
        return text === null ? null : { text, path };
      } catch (cause) {
        throw new Foreseen('license.template-unreadable', { folder: licenceFolder }, { cause });
      }
    },
    /** Whether a licence folder has one. */
    has: (licenceFolder: string): Promise<boolean> =>
      lstat(pathOf(licenceFolder)).then(
        (entry) => entry.isFile(),
        () => false,
      ),
  };
}

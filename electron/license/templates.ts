import { join } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import type { OwnPlaces } from '../files/own-place.ts';
import { readRegular } from '../files/write-new.ts';
import { replaceFile } from '../files/write-whole.ts';
import { TEMPLATE } from './move-in.ts';
import { TEMPLATE_FILE } from './own-names.ts';

const LONGEST = 4 * 2 ** 20;

export type Templates = ReturnType<typeof createTemplates>;

/**
 * The run templates that licence downloads printed, each in Drydock's own place of its licence folder: a container can write
 * to its licence folder, and an operator copies what a template says into a terminal.
 */
export function createTemplates(places: OwnPlaces) {
  async function read(licenceFolder: string): Promise<{ readonly text: string; readonly path: string } | null> {
    for (const place of await places.there(licenceFolder)) {
      const path = join(place, TEMPLATE);
      const text = await readRegular(path, LONGEST).catch((cause: unknown) => {
        throw new Foreseen('license.template-unreadable', { folder: licenceFolder }, { cause });
      });
      if (text !== null) return { text, path };
    }
    return null;
  }
  /** Where an earlier Drydock, or an operator, put one: in the folder itself. Never through a link. */
  const inside = (licenceFolder: string): Promise<string | null> =>
    readRegular(join(licenceFolder, TEMPLATE_FILE), LONGEST);
  return {
    /** The template of a licence folder, and where it is; null where there is none. Fails with `license.template-unreadable`. */
    read,
    inside,
    /** The one of a folder that no container of Drydock has: in its own place, or in the folder itself. */
    brought: async (from: string): Promise<string | null> => (await read(from))?.text ?? inside(from),
    /** Keeps one where there is none yet. Fails as the file system does. */
    async keepFirst(licenceFolder: string, text: string): Promise<void> {
      if (await read(licenceFolder)) return;
      await replaceFile(join(await places.make(licenceFolder), TEMPLATE), text);
    },
    /** Whether a licence folder has one. */
    has: async (licenceFolder: string): Promise<boolean> =>
      read(licenceFolder).then(
        (found) => found !== null,
        () => false,
      ),
  };
}

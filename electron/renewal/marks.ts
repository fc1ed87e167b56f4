import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import { rootOf, siblingsOf } from '../files/dated-folder.ts';
import { openKeptFile } from '../files/kept-file.ts';
import { parseJson } from '../files/parse-json.ts';
import { readRegular } from '../files/write-new.ts';

const FILE = 'renewals.json';
/** Where version 0.1.0 kept a mark: in the new licence's folder, which containers may write to. */
const OLD_MARK_FILE = '.drydock-renewal.json';
/** Far more than any mark is. */
const LONGEST_MARK = 2 ** 20;

const Before = z.object({
  set: z.string().optional(),
  parts: z.array(z.object({ image: ImageId, licenceFolder: z.string(), outputFolder: z.string() })),
});
/** What of the definition a renewal changes, as it was before. */
export type Before = z.infer<typeof Before>;

const Mark = z.object({
  deploymentId: z.string(),
  image: ImageId,
  set: z.string(),
  from: z.enum(['download', 'folder']),
  since: z.iso.datetime(),
  before: Before,
});
export type Mark = z.infer<typeof Mark>;

const Marked = Mark.extend({ folder: z.string() });
/** A new licence's folder with its mark. */
export type Marked = z.infer<typeof Marked>;

export type Marks = Awaited<ReturnType<typeof openMarks>>;

/**
 * Opens the marks of new licences: each has one for as long as its renewal can be undone. They are in the data folder, where
 * no container sees them. Those that an earlier version left in licence folders are taken over once, as far as they name no
 * other folders than the deployment's own. Never rejects.
 */
export async function openMarks({
  folder: dataFolder,
  deployments,
  now,
}: {
  readonly folder: string;
  readonly deployments: () => readonly Deployment[];
  readonly now: () => Date;
}) {
  const file = await openKeptFile({
    path: join(dataFolder, FILE),
    schema: z.object({ marks: z.array(Marked), takenOver: z.boolean() }),
    none: { marks: [], takenOver: false } as { marks: readonly Marked[]; takenOver: boolean },
    unreadable: (setAside) => new Foreseen('journal.unreadable', { setAside }),
    now,
  });
  const others = (folder: string): readonly Marked[] => file.value().marks.filter((one) => one.folder !== folder);
  const keep = (marks: readonly Marked[]): Promise<void> => file.change({ ...file.value(), marks });

  const notices = [...file.notices];
  if (!file.value().takenOver && deployments().length > 0) {
    const found = (await Promise.all(deployments().map(leftIn))).flat();
    try {
      await file.change({ marks: [...file.value().marks, ...found], takenOver: true });
      // From now on nobody reads them there: one in a folder of another account may stay.
      for (const { folder } of found) await rm(join(folder, OLD_MARK_FILE), { force: true }).catch(() => undefined);
    } catch (error) {
      notices.push(toFailure(error)); // the next start tries again
    }
  }

  /** The new licences of a deployment whose renewal is not over, and that are still there. */
  async function of({ id, parts }: Deployment): Promise<readonly Marked[]> {
    const own = file.value().marks.filter((one) => one.deploymentId === id);
    const known = own.filter(({ image }) => parts.some((part) => part.image === image));
    const there = await Promise.all(
      known.map(async (one) => ((await stat(one.folder).catch(() => null)) ? [one] : [])), // a folder that was removed by hand has none
    );
    return there.flat();
  }
  return {
    notices,
    of,
    /** Whether a renewal of a deployment is in progress, which locks its settings. */
    isRenewing: async (deployment: Deployment): Promise<boolean> => (await of(deployment)).length > 0,
    /** Marks a new licence, in the place of an earlier mark of its folder. Fails with `file.not-written`. */
    put: (folder: string, mark: Mark): Promise<void> => keep([...others(folder), { ...mark, folder }]),
    /** Ends the renewal of one folder: its content is an ordinary licence. Fails with `file.not-written`. */
    remove: (folder: string): Promise<void> => keep(others(folder)),
    close: file.close,
  };
}

/** Marks that an earlier version left beside the licences of a deployment. */
async function leftIn(deployment: Deployment): Promise<readonly Marked[]> {
  const { id, parts } = deployment;
  const found = await Promise.all(
    parts.map(async ({ image, licenceFolder }) => {
      const marks = await Promise.all((await siblingsOf(licenceFolder)).map(readOld));
      return marks.flatMap((mark) =>
        mark && mark.deploymentId === id && mark.image === image && isOf(mark, deployment) ? [mark] : [],
      );
    }),
  );
  return found.flat();
}

async function readOld(folder: string): Promise<Marked | null> {
  const text = await readRegular(join(folder, OLD_MARK_FILE), LONGEST_MARK).catch(() => null); // most folders have none
  if (text === null) return null;
  const mark = Mark.safeParse(parseJson(text)).data;
  return mark ? { ...mark, folder } : null; // written whole or not at all: what does not parse is not ours
}

/** Whether a mark leads back to folders of the deployment itself: a container could have written it. */
const isOf = ({ before }: Mark, { parts }: Deployment): boolean =>
  before.parts.every(({ image, licenceFolder, outputFolder }) => {
    const part = parts.find((one) => one.image === image);
    return (
      part !== undefined &&
      rootOf(licenceFolder) === rootOf(part.licenceFolder) &&
      rootOf(outputFolder) === rootOf(part.outputFolder)
    );
  });

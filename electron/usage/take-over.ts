import { readdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ImageId } from '#shared/domain/catalogue.ts';
import { Month } from '#shared/domain/history.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { parseJson } from '../files/parse-json.ts';
import type { PartKey } from './keep.ts';
import type { Read } from './rules/follow.ts';

const Meter = z.object({ name: z.string(), quantity: z.int().nonnegative().transform(BigInt) });
/** What versions before the database kept, a file for each deployment: the newest reading of each container. */
const OldFile = z.object({
  parts: z.array(
    z.object({
      image: ImageId,
      readAt: z.iso.datetime(),
      totals: z.array(Meter),
      months: z.array(z.object({ month: Month, meters: z.array(Meter) })),
    }),
  ),
});

/**
 * Takes over what a former version kept in `folder`, once: each file's readings are kept as the oldest, then it is renamed.
 * A file that cannot be read is set aside as before. Answers what was set aside.
 */
export async function takeOver(
  folder: string,
  now: Date,
  keep: (key: PartKey, read: Read) => void,
): Promise<readonly Failure[]> {
  const notices: Failure[] = [];
  const names = (await readdir(folder)).filter((name) => /^[a-z0-9-]{1,64}\.json$/.test(name));
  for (const name of names) {
    const path = join(folder, name);
    const deploymentId = basename(name, '.json');
    const old = OldFile.safeParse(parseJson(await readFile(path, 'utf8')));
    if (!old.success) {
      const setAside = `${deploymentId}.unreadable-${now.toISOString().replaceAll(/[:.]/g, '-')}.json`;
      await rename(path, join(folder, setAside));
      notices.push(toFailure(new Foreseen('usage.history-unreadable', { setAside })));
      continue;
    }
    for (const { image, readAt, totals, months } of old.data.parts) {
      const read = { readAt: Date.parse(readAt), container: null, folder: null, runningSince: null, totals, months };
      keep({ deploymentId, image }, read);
    }
    await rename(path, join(folder, `${deploymentId}.taken-over`));
  }
  return notices;
}

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What the writers of kept files call what they have not finished: `settings.json.tmp-17…`, `alerts.json.2851937411`. */
const UNFINISHED = /^[\w-]+\.json\.(?:tmp-[0-9a-f]+|\d+)$/;

/**
 * Takes away the files that a kill in the middle of a write left in Drydock's own data folder, and answers their names. To be
 * called before anything is written there. One that cannot be removed stays for the next start.
 */
export async function removeUnfinished(dataFolder: string): Promise<readonly string[]> {
  const entries = await readdir(dataFolder, { withFileTypes: true }).catch(() => []); // made at the first start
  const names = entries.filter((entry) => entry.isFile() && UNFINISHED.test(entry.name)).map(({ name }) => name);
  const removed = await Promise.all(
    names.map((name) =>
      rm(join(dataFolder, name)).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return removed.flat();
}

import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of ours inside a licence folder; hidden, so that nobody takes them for the licence. */
const STAGING = '.drydock-download-';
const PREVIOUS = '.drydock-previous-';

/** Makes the folder that the container writes into: fresh, inside the licence folder, open to whatever user it runs as. */
export async function makeStaging(folder: string, id: string): Promise<string> {
  const staging = join(folder, `${STAGING}${id}`);
  await mkdir(staging);
  await chmod(staging, 0o777);
  return staging;
}

/** Takes staging folders of earlier, broken-off downloads away. */
export async function removeStaging(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    if (name.startsWith(STAGING)) await rm(join(folder, name), { recursive: true, force: true });
}

/**
 * Moves a downloaded licence in. What lay there before is set aside in a hidden folder, not deleted; when anything goes
 * wrong on the way, it is put back as it was.
 */
export async function moveIn(staging: string, folder: string, at: Date): Promise<void> {
  const before = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const previous = join(folder, `${PREVIOUS}${at.toISOString().replaceAll(/[:.]/g, '-')}`);
  const moved: { readonly from: string; readonly to: string }[] = [];
  const move = async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    moved.push({ from, to });
  };
  try {
    if (before.length > 0) await mkdir(previous);
    for (const name of before) await move(join(folder, name), join(previous, name));
    for (const name of await readdir(staging)) await move(join(staging, name), join(folder, name));
  } catch (error) {
    for (const { from, to } of moved.toReversed()) await rename(to, from);
    throw error;
  }
}

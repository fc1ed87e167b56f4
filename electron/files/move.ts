import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './error-code.ts';
import { openNew } from './write-new.ts';

/**
 * Gives a file or folder another name, also one on another file system: there it is copied whole under a name of its own
 * first, and goes from where it was last. Of what is copied, links, pipes and devices are left out, and never followed, also
 * where a container changes either folder meanwhile. Fails as the file system does.
 */
export async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    const beside = join(dirname(to), `.drydock-${randomUUID()}`);
    try {
      await copy(from, beside);
      await rename(beside, to);
    } catch (cause) {
      await rm(beside, { recursive: true, force: true });
      throw cause;
    }
    await rm(from, { recursive: true });
  }
}

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;
const NO_LINK = (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

async function copy(from: string, to: string): Promise<void> {
  const source = await open(from, O_RDONLY | NO_LINK);
  try {
    const entry = await source.stat();
    if (entry.isDirectory()) {
      await mkdir(to, { mode: 0o755 });
      await inFolder(to, async (held) => {
        for (const { name } of (await readdir(from, { withFileTypes: true })).filter(isPlain))
          await copy(join(from, name), join(held, name));
      });
    } else if (entry.isFile()) {
      const file = await openNew(to, entry.mode & 0o777);
      try {
        for await (const chunk of source.createReadStream({ autoClose: false })) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
    }
  } finally {
    await source.close();
  }
}

const isPlain = (entry: { isFile(): boolean; isDirectory(): boolean }): boolean =>
  entry.isFile() || entry.isDirectory();

/** Works in a folder that was just made, whatever comes to its name meanwhile: Linux names what is open. */
async function inFolder(folder: string, work: (held: string) => Promise<void>): Promise<void> {
  if (process.platform !== 'linux') return work(folder);
  const handle = await open(folder, O_RDONLY | O_DIRECTORY | NO_LINK);
  try {
    await work(`/proc/self/fd/${handle.fd}`);
  } finally {
    await handle.close();
  }
}

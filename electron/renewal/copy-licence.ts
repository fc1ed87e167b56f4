import { dirname, join, sep } from 'node:path';
import { Foreseen } from '#shared/failures/failure.ts';
import { isDiskFull } from '../files/error-code.ts';
import { copyRegular, makeNewFolder } from '../files/write-new.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { licenceFiles } from '../license/read-licence.ts';
import { isNoLicence } from './no-licence.ts';

/**
 * Looks at what a folder would bring into a licence folder. Fails with `renewal.not-a-licence` and `renewal.too-many-files`; a
 * folder that cannot be read is for what reads it next to say.
 */
export async function checkContent(folder: string): Promise<void> {
  const { files, all } = await licenceFiles(folder).catch(() => ({ files: [], all: true }));
  if (!all) throw new Foreseen('renewal.too-many-files', { folder });
  for (const { path, name } of files)
    if (await isNoLicence(path)) throw new Foreseen('renewal.not-a-licence', { name, folder });
}

/**
 * Copies the licence files of a folder into one that Drydock made, as a download leaves them: the container may run as another
 * user. Ends with the signal. Fails with `renewal.too-many-files`, `disk.full`, and as the file system does.
 */
export async function copyLicence(
  from: string,
  into: string,
  { signal, log }: Pick<OperationContext<never>, 'signal' | 'log'>,
): Promise<void> {
  const { files, all } = await licenceFiles(from);
  if (!all) throw new Foreseen('renewal.too-many-files', { folder: from });
  const made = new Set(['.']);
  async function makeFolders(inner: string): Promise<void> {
    if (made.has(inner)) return;
    await makeFolders(dirname(inner));
    await makeNewFolder(join(into, inner), 0o755);
    made.add(inner);
  }
  try {
    for (const { path, name } of files) {
      signal.throwIfAborted();
      log(name.split(sep).join('/'));
      await makeFolders(dirname(name));
      // What is no file any more was changed while it was copied: it is none of the licence.
      await copyRegular(path, join(into, name), 0o644, signal);
    }
  } catch (cause) {
    if (isDiskFull(cause)) throw new Foreseen('disk.full', { place: into }, { cause });
    throw cause;
  }
}

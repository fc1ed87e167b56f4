import { open } from 'node:fs/promises';
import { errorCode } from './error-code.ts';

/** Makes a rename last through a power cut, where the file system can. Windows has no such call and needs none. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync().catch((error: unknown) => {
      // Some that are mounted from elsewhere cannot (SMB, FUSE).
      if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error;
    });
  } finally {
    await folder.close();
  }
}

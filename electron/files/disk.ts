import { stat, statfs } from 'node:fs/promises';
import { errorCode } from './error-code.ts';

export interface Disk {
  /** The same for folders on the same disk of this computer. */
  readonly id: string;
  /** What this account may still write. */
  readonly freeBytes: number;
}

/** The disk that a folder is on; null where there is no such folder on this computer. */
export async function diskOf(folder: string): Promise<Disk | null> {
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(folder), statfs(folder)]);
    return { id: String(dev), freeBytes: bavail * bsize };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EACCES') return null;
    throw error;
  }
}

import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMissing } from '../files/errors.ts';

const LIMIT_FILES = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];
const CHUNK_BYTES = 32 * 1024 ** 2;
/** The exit code of what was killed: 128 and the signal's number. */
const KILLED = 137;
/** Above this, filling the memory would hurt the host that the test runs on. */
const LARGEST_LIMIT_BYTES = 4 * 1024 ** 3;

async function memoryLimitBytes(): Promise<number | null> {
  for (const path of LIMIT_FILES) {
    try {
      const limit = Number((await readFile(path, 'utf8')).trim());
      if (Number.isFinite(limit)) return limit;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return null;
}

/**
 * Fills the memory until the kernel kills the process, so that the engine reports what it reports for a real container.
 * Without a limit, or with a large one, the process kills itself with the same signal instead: exit code 137, too, but
 * not marked as out of memory.
 */
export async function runOutOfMemory(): Promise<never> {
  const limit = await memoryLimitBytes();
  const held: Buffer[] = [];
  while (limit !== null && limit <= LARGEST_LIMIT_BYTES && held.length * CHUNK_BYTES <= limit) {
    held.push(Buffer.alloc(CHUNK_BYTES, 1));
    await nextTurn();
  }
  process.kill(process.pid, 'SIGKILL');
  // Still here: the kernel lets nobody kill the first process of a container from within.
  process.exit(KILLED);
}

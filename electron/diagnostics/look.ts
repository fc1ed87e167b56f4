import { access, mkdir, readFile, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { hasAvx2 } from '#shared/rules/checks.ts';
import { writeProbe } from '../files/folders.ts';

/** Free bytes for ordinary users on the file system that holds `folder` (or its nearest parent that exists). */
export async function freeBytesAt(folder: string): Promise<number> {
  let place = folder;
  for (;;) {
    try {
      await access(place);
      break;
    } catch (error) {
      if (dirname(place) === place) throw error;
      place = dirname(place);
    }
  }
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize;
}

/** Null when a port of 127.0.0.1 can be listened on, else the system's reason. */
export const loopbackTrouble = (): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.message));
    server.listen(0, '127.0.0.1', () => server.close(() => resolve(null)));
  });

/** Null when files can be written in `folder`, which is made if need be; else the system's reason. */
export async function writeTrouble(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    await writeProbe(folder);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Null when the processor of this computer has AVX2, `missing` when it has not, else why that cannot be told. */
export async function avx2Trouble(platform: NodeJS.Platform): Promise<string | null> {
  if (platform !== 'linux') return 'no-cpuinfo';
  try {
    const has = hasAvx2(await readFile('/proc/cpuinfo', 'utf8'));
    return has === null ? 'no-flags' : has ? null : 'missing';
  } catch {
    return 'no-cpuinfo'; // a container host without /proc: the check says that it could not look
  }
}

/** Memory that could be given out now. Linux counts caches that it would give back; others tell what is free. */
export async function freeMemoryBytes(): Promise<number> {
  const info = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(info)?.[1];
  return available === undefined ? freemem() : Number(available) * 1024;
}

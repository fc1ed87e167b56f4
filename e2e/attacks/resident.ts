import { readFile } from 'node:fs/promises';
import type { Taken } from './field.ts';

/** The bytes of memory that the app's main process has, as the system counts them: a busy process answers no question of its own. */
export async function residentBytes({ opened }: Taken): Promise<number> {
  const status = await readFile(`/proc/${opened.app.process().pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from '../files/errors.ts';
import type { LogEntry } from './log.ts';

const BYTES_PER_MB = 1024 ** 2;

function sizeBytesOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/**
 * Writes log entries as JSON lines into `folder`, beginning a new file when one has grown to `largestMb` (-1: never).
 * Written at once, line by line, so that the last words before an end are on the disk. Vendor contract 2 and 4.3.
 */
export function diskLog(folder: string, largestMb: number): (entry: LogEntry) => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'service.log.json');
  let turned = 0;
  return (entry) => {
    if (largestMb > 0 && sizeBytesOf(path) >= largestMb * BYTES_PER_MB) {
      turned += 1;
      renameSync(path, join(folder, `service-${entry.at.replace(/\D/g, '').slice(0, 14)}-${turned}.log.json`));
    }
    appendFileSync(path, `${JSON.stringify(entry)}\n`);
  };
}

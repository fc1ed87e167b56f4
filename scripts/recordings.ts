import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Real answers of the service that tests read where they lie: `DRYDOCK_RECORDINGS`, or `shared/recordings` beside the
 * project's folder or further up. None where there is no such folder; nothing of it is part of the project.
 */
function findFolder(): string | null {
  const named = process.env['DRYDOCK_RECORDINGS'];
  if (named !== undefined) return named;
  for (let folder = dirname(import.meta.dirname); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, '..', 'shared', 'recordings');
    if (existsSync(candidate)) return candidate;
  }
  return null;
}

/** Where they lie; null where there is no such folder. */
export const recordingsFolder = findFolder();

export interface Recording {
  readonly name: string;
  /** The body as it came. */
  readonly text: string;
}

export const recordings: readonly Recording[] =
  recordingsFolder === null || !existsSync(recordingsFolder)
    ? []
    : readdirSync(recordingsFolder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => ({ name, text: readFileSync(join(recordingsFolder, name), 'utf8') }));

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from '../files/errors.ts';
import { syncFolder } from '../files/whole-file.ts';

const FILE_NAME = 'usage-records.jsonl';

const UsageRecord = z.object({
  at: z.iso.datetime(),
  meter: z.string(),
  quantity: z.number().int().min(0),
});
export type UsageRecord = z.infer<typeof UsageRecord>;

export interface Meter {
  readonly name: string;
  readonly quantity: number;
}

/** One calendar month, UTC; `month` is 1 to 12. */
export interface Month {
  readonly month: number;
  readonly year: number;
}

/** A container's id as its host name carries it, or twelve random hex digits where it does not. Contract 4.3. */
export function containerId(name: string = hostname()): string {
  return /^[0-9a-f]{12}$/.test(name) ? name : randomBytes(6).toString('hex');
}

/** The records of a file's text. A last line cut off by a kill, or any other that does not parse, is left out. */
export function parseRecords(text: string): readonly UsageRecord[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    try {
      const record = UsageRecord.safeParse(JSON.parse(line));
      return record.success ? [record.data] : [];
    } catch {
      return []; // a torn line: its analysis was never answered, so there is nothing to count
    }
  });
}

/** Sums records by meter, in order of name, of one month or of all time. */
export function sumRecords(records: readonly UsageRecord[], only: Month | null): readonly Meter[] {
  const sums = new Map<string, number>();
  for (const { at, meter, quantity } of records) {
    const date = new Date(at);
    if (only && (date.getUTCFullYear() !== only.year || date.getUTCMonth() + 1 !== only.month)) continue;
    sums.set(meter, (sums.get(meter) ?? 0) + quantity);
  }
  return [...sums].map(([name, quantity]) => ({ name, quantity })).sort((a, b) => a.name.localeCompare(b.name));
}

async function foldersBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

export interface UsageStore {
  /** Adds a record and returns once it is on the disk. */
  add(record: UsageRecord): Promise<void>;
  /** All records of all services and containers found under the output mount. */
  all(): Promise<readonly UsageRecord[]>;
  readonly folder: string;
}

/** Keeps usage records below `<output>/<service>/<container id>/`, one line of JSON for each. Format invented. */
export async function openUsageStore(outputMount: string, service: string, id: string): Promise<UsageStore> {
  const folder = join(outputMount, service, id);
  const path = join(folder, FILE_NAME);
  await mkdir(folder, { recursive: true });
  await syncFolder(join(outputMount, service));
  let last: Promise<void> = Promise.resolve();

  const append = async (record: UsageRecord): Promise<void> => {
    const handle = await open(path, 'a+');
    try {
      const { size } = await handle.stat();
      const end = Buffer.alloc(1);
      if (size > 0) await handle.read(end, 0, 1, size - 1);
      const torn = size > 0 && end.toString() !== '\n';
      await handle.appendFile(`${torn ? '\n' : ''}${JSON.stringify(record)}\n`);
      await handle.sync();
      if (size === 0) await syncFolder(folder);
    } finally {
      await handle.close();
    }
  };

  return {
    folder,
    add(record) {
      // One at a time, so that two lines never mix; a failed one must not stop those after it.
      const next = last.then(() => append(record));
      last = next.catch(() => undefined);
      return next;
    },
    async all() {
      const records: UsageRecord[] = [];
      for (const serviceFolder of await foldersBelow(outputMount)) {
        for (const containerFolder of await foldersBelow(serviceFolder)) {
          try {
            records.push(...parseRecords(await readFile(join(containerFolder, FILE_NAME), 'utf8')));
          } catch (error) {
            if (!isMissing(error)) throw error;
          }
        }
      }
      return records;
    },
  };
}

import { dirname } from 'node:path';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { flushFolder } from './flush-folder.ts';
import { openKeptFile } from './kept-file.ts';

/** More entries than this were forgotten by everyone: the oldest go. */
const MOST_ENTRIES = 500;

export interface JournalOptions<T> {
  readonly path: string;
  readonly entry: z.ZodType<T>;
  readonly now: () => Date;
}

/**
 * Opens the journal of work that must survive a kill: an entry is there from before the work begins until its end is known.
 * What it holds when it is opened was interrupted. A damaged one is set aside, with a notice.
 */
export async function openJournal<T extends { readonly id: string }>({ path, entry, now }: JournalOptions<T>) {
  const file = await openKeptFile<{ entries: readonly T[] }>({
    path,
    schema: z.object({ entries: z.array(entry) }),
    none: { entries: [] },
    unreadable: (setAside) => new Foreseen('journal.unreadable', { setAside }),
    now,
  });
  const others = (id: string): readonly T[] => file.value().entries.filter((one) => one.id !== id);
  async function write(entries: readonly T[]): Promise<void> {
    await file.change({ entries: entries.slice(-MOST_ENTRIES) });
    await flushFolder(dirname(path));
  }
  return {
    notices: file.notices,
    /** Oldest first. */
    entries: (): readonly T[] => file.value().entries,
    /** Ends when the entry, in the place of the one with its id, is on the disk. Fails with `file.not-written`. */
    put: (one: T): Promise<void> => write([...others(one.id), one]),
    /** Ends when there is no entry of that id on the disk. Fails with `file.not-written`. */
    remove: async (id: string): Promise<void> => {
      const left = others(id);
      if (left.length < file.value().entries.length) await write(left);
    },
    close: file.close,
  };
}

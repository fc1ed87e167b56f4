import { readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { codeOf } from './results-folder.ts';

/** A batch that was begun here once: which it is and where its results lie. All else stands there. */
const Known = z.object({ id: z.string(), deploymentId: z.string(), resultsFolder: z.string() });
export type Known = z.infer<typeof Known>;

const File = z.object({ batches: z.array(Known) });

export interface KnownBatches {
  readonly list: () => Promise<readonly Known[]>;
  /** Adds one, or replaces the one with its results folder. */
  readonly remember: (known: Known) => Promise<void>;
  readonly forget: (id: string) => Promise<void>;
  readonly notices: readonly Failure[];
}

/** The list of batches in `batches.json`. One that cannot be read is set aside and told as a notice. */
export function openKnownBatches({ folder, now }: { readonly folder: string; readonly now: () => Date }): KnownBatches {
  const path = join(folder, 'batches.json');
  const notices: Failure[] = [];
  let list: Promise<readonly Known[]> | null = null;

  async function read(): Promise<readonly Known[]> {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return [];
    const file = File.safeParse(parseJson(text));
    if (file.success) return file.data.batches;
    const aside = join(folder, `batches.unreadable-${now().toISOString().replaceAll(/[:.]/g, '-')}.json`);
    await rename(path, aside);
    notices.push(toFailure(new Foreseen('batch.list-unreadable', { setAside: basename(aside) })));
    return [];
  }
  const current = (): Promise<readonly Known[]> => {
    list ??= read();
    list.catch(() => {
      list = null; // whoever asked is told; the next one tries again
    });
    return list;
  };
  /** One change after the other: each is made on what the one before it wrote. */
  function change(make: (all: readonly Known[]) => readonly Known[]): Promise<void> {
    const written = current().then(async (all) => {
      const next = make(all);
      await writeFileAtomic(path, `${JSON.stringify({ batches: next }, null, 2)}\n`);
      return next;
    });
    list = written;
    written.catch(() => {
      list = null;
    });
    return written.then(() => undefined);
  }
  return {
    list: current,
    remember: (known) =>
      change((all) => [...all.filter(({ resultsFolder }) => resultsFolder !== known.resultsFolder), known]),
    forget: (id) => change((all) => all.filter((one) => one.id !== id)),
    notices,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

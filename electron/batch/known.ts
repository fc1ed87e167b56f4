import { join } from 'node:path';
import { z } from 'zod';
import { type Failure, Foreseen } from '#shared/failures/failure.ts';
import { type KeptFile, openKeptFile } from '../files/kept-file.ts';

/** A batch that was begun on this computer, and its results folder. All else is in there. */
const Known = z.object({ id: z.string(), deploymentId: z.string(), resultsFolder: z.string() });
export type Known = z.infer<typeof Known>;

const File = z.object({ batches: z.array(Known) });

export interface KnownBatches {
  readonly list: () => Promise<readonly Known[]>;
  /** Adds one, or replaces the one with its results folder. Fails with `file.not-written`. */
  readonly remember: (known: Known) => Promise<void>;
  readonly forget: (id: string) => Promise<void>;
  readonly notices: readonly Failure[];
}

/** The list of batches in `batches.json`, opened when it is needed first. One that cannot be read is set aside and told. */
export function openKnownBatches({ folder, now }: { readonly folder: string; readonly now: () => Date }): KnownBatches {
  const notices: Failure[] = [];
  let opening: Promise<KeptFile<z.infer<typeof File>>> | null = null;
  const open = async () => {
    const file = await openKeptFile({
      path: join(folder, 'batches.json'),
      schema: File,
      none: { batches: [] },
      unreadable: (setAside) => new Foreseen('batch.list-unreadable', { setAside }),
      now,
    });
    notices.push(...file.notices);
    return file;
  };
  const opened = () => {
    opening ??= open();
    return opening;
  };
  async function change(make: (all: readonly Known[]) => Known[]): Promise<void> {
    const file = await opened();
    await file.change({ batches: make(file.value().batches) });
  }
  return {
    list: async () => (await opened()).value().batches,
    remember: (known) =>
      change((all) => [...all.filter(({ resultsFolder }) => resultsFolder !== known.resultsFolder), known]),
    forget: (id) => change((all) => all.filter((one) => one.id !== id)),
    notices,
  };
}

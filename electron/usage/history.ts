import { mkdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { PartUsage } from '#shared/domain/usage.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';

const File = z.object({ parts: z.array(PartUsage) });

/** The usage numbers last collected, one file per deployment. */
export interface UsageHistory {
  read(deploymentId: string): Promise<readonly PartUsage[]>;
  write(deploymentId: string, parts: readonly PartUsage[]): Promise<void>;
  /** What was wrong with files that were opened. */
  readonly notices: readonly Failure[];
}

/** Opens the history in `folder`. A file that cannot be read is set aside and told as a notice. */
export function openHistory({ folder, now }: { readonly folder: string; readonly now: () => Date }): UsageHistory {
  const notices: Failure[] = [];
  const pathOf = (id: string): string => join(folder, `${id}.json`);
  return {
    notices,
    async read(id) {
      let text: string;
      try {
        text = await readFile(pathOf(id), 'utf8');
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
      const file = File.safeParse(parseJson(text));
      if (file.success) return file.data.parts;
      const aside = join(folder, `${id}.unreadable-${now().toISOString().replaceAll(/[:.]/g, '-')}.json`);
      try {
        await rename(pathOf(id), aside);
      } catch (error) {
        if (isMissing(error)) return []; // another reader was faster, and has told it
        throw error;
      }
      notices.push(toFailure(new Foreseen('usage.history-unreadable', { setAside: basename(aside) })));
      return [];
    },
    async write(id, parts) {
      await mkdir(folder, { recursive: true });
      await writeFileAtomic(pathOf(id), `${JSON.stringify({ parts }, null, 2)}\n`);
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

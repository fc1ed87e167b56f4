import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { evidence } from '#shared/contract/evidence.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Words } from '#shared/words/languages.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { Grants } from '../grants/grants.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { type GatherNeeds, gatherEvidence } from './gather.ts';

export interface EvidenceNeeds extends GatherNeeds {
  readonly words: () => Words;
  readonly grants: Pick<Grants, 'pathOf' | 'takeOnce'>;
  /** Holds the typefaces that travel with the app. */
  readonly fontsFolder: string;
}

/** Serves `evidence`. */
export function serveEvidence(needs: EvidenceNeeds): HandlersFor<typeof evidence> {
  return {
    make: async ({ file, ...period }, { report, signal }) => {
      needs.grants.pathOf('write-file-once', file); // fails now rather than after the work
      if (period.to < period.from) throw new Foreseen('evidence.no-readings', { from: period.from, to: period.to });
      const phases = trackPhases(['evidence-read', 'evidence-draw', 'evidence-write'], needs.now, report);
      const facts = await phases.run('evidence-read', () => gatherEvidence(period, needs));
      signal.throwIfAborted();
      const { bytes, pages } = await phases.run('evidence-draw', async () => {
        // Loaded when it is needed: the writer of PDFs is larger than the rest of the start.
        const { evidencePdf } = await import('./evidence-pdf.ts');
        const font = (weight: string): Promise<Uint8Array> =>
          readFile(join(needs.fontsFolder, `LiberationSans-${weight}.ttf`));
        const [regular, bold] = await Promise.all([font('Regular'), font('Bold')]);
        return evidencePdf(facts, needs.words(), { regular, bold });
      });
      signal.throwIfAborted();
      const path = needs.grants.takeOnce(file);
      await phases.run('evidence-write', async () => {
        await writeWhole(path, bytes);
      });
      const { readings, sha256 } = facts.attached;
      return { path, pages, readings: readings.length, sha256 };
    },
  };
}

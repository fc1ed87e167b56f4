import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { analysis } from '#shared/contract/analysis.ts';
import type { interrupted } from '#shared/contract/interrupted.ts';
import type { Sample } from '#shared/domain/analysis.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Leftovers } from '../license/leftovers.ts';
import { type AnalyseNeeds, analyse } from './analyse.ts';
import { createAnswers } from './answers.ts';
import { samples } from './samples/index.ts';
import type { SentDocuments } from './sent-documents.ts';

export interface AnalysisNeeds extends Omit<AnalyseNeeds, 'readSample' | 'keep'> {
  /** The folder of the sample documents. */
  readonly samplesFolder: string;
}

/** Serves `analysis`. */
export function serveAnalysis({ samplesFolder, ...needs }: AnalysisNeeds): HandlersFor<typeof analysis> {
  const answers = createAnswers();
  const pathOf = (id: string): { name: string; path: string } => {
    const sample = samples.find((one) => one.id === id);
    if (!sample) throw new Foreseen('document.unknown-sample', { id });
    return { name: sample.fileName, path: join(samplesFolder, sample.fileName) };
  };
  const readSample = async (id: string): Promise<{ name: string; bytes: Uint8Array }> => {
    const { name, path } = pathOf(id);
    return { name, bytes: new Uint8Array(await readFile(path)) };
  };
  return {
    samples: (): Promise<Sample[]> =>
      Promise.all(samples.map(async (sample) => ({ ...sample, sizeBytes: (await stat(pathOf(sample.id).path)).size }))),
    sampleBytes: async ({ id }) => (await readSample(id)).bytes,
    analyse: (input, context) => analyse(input, context, { ...needs, readSample, keep: answers.keep }),
    result: ({ resultId }) => answers.read(resultId),
  };
}

/** Serves `interrupted`. */
export const serveInterrupted = ({
  sent,
  leftovers,
}: {
  readonly sent: SentDocuments;
  readonly leftovers: Pick<Leftovers, 'brokenOff'>;
}): Pick<HandlersFor<typeof interrupted>, 'analyses' | 'downloads' | 'putAway'> => ({
  analyses: ({ deploymentId }) => [...sent.list(deploymentId)],
  downloads: ({ deploymentId }) => [...leftovers.brokenOff(deploymentId)],
  putAway: ({ id }) => sent.putAway(id),
});

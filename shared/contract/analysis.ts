import { z } from 'zod';
import { Analysis, Bytes, DocumentSource, Sample } from '../domain/analysis.ts';
import { PhasesProgress } from '../domain/operations.ts';
import { operation, query } from './kinds.ts';

/** Analysing documents with a running deployment. */
export const analysis = {
  samples: query({ input: z.void(), output: z.array(Sample) }),
  sampleBytes: query({ input: z.object({ id: z.string() }), output: Bytes }),
  analyse: operation({
    input: z.object({
      deploymentId: z.string(),
      document: DocumentSource,
      includeTextDetails: z.boolean().default(true),
      pages: z.string().nullable().default(null),
      locale: z.string().nullable().default(null),
    }),
    progress: PhasesProgress,
    output: Analysis,
    touches: ['usage', 'deployments'],
  }),
};

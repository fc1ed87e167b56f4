import { z } from 'zod';
import { AnalysedSource, AnalysisSummary, Bytes, Sample } from '../domain/analysis.ts';
import { PhasesProgress } from '../domain/operations.ts';
import { operation, query } from './kinds.ts';

/** Analysing documents with a running deployment. */
export const analysis = {
  samples: query({ input: z.void(), output: z.array(Sample) }),
  sampleBytes: query({ input: z.object({ id: z.string() }), output: Bytes }),
  analyse: operation({
    input: z.object({
      deploymentId: z.string(),
      document: AnalysedSource,
      includeTextDetails: z.boolean().default(true),
      pages: z.string().nullable().default(null),
      locale: z.string().nullable().default(null),
      /** The operator knows that the pages may count twice, where it is not known whether the service took them before. */
      sendAgain: z.boolean().default(false),
    }),
    progress: PhasesProgress,
    output: AnalysisSummary,
    touches: ['usage', 'deployments', 'interrupted'],
  }),
  /**
   * The answer as it came, a JSON body. The newest few are kept while the app runs; fails with `result.gone` for others.
   */
  result: query({ input: z.object({ resultId: z.string() }), output: Bytes }),
};

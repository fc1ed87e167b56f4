import { z } from 'zod';
import { InterruptedAnalysis } from '../domain/analysis.ts';
import { action, query } from './kinds.ts';

/** What was begun and whose end is not known, e.g. because Drydock was killed. */
export const interrupted = {
  /** Single analyses, newest first. Their results are asked for with `analysis.analyse`. */
  analyses: query({ input: z.object({ deploymentId: z.string() }), output: z.array(InterruptedAnalysis) }),
  /** Takes one off the list: its result is not wanted. */
  putAway: action({ input: z.object({ id: z.string() }), output: z.void(), touches: ['interrupted'] }),
};

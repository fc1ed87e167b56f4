import { z } from 'zod';
import { UsageReport } from '../domain/usage.ts';
import { action, query } from './kinds.ts';

/** What the containers say was used. */
export const usage = {
  /** The numbers last collected; reads nothing from the containers. */
  report: query({ input: z.object({ deploymentId: z.string() }), output: UsageReport }),
  /** Reads each running container now, keeps what it says, and answers the report. */
  collect: action({
    input: z.object({ deploymentId: z.string() }),
    output: UsageReport,
    touches: ['usage', 'deployments'],
  }),
};

import { z } from 'zod';
import { RehearsedFailure } from '../domain/rehearsal.ts';
import { action, query } from './kinds.ts';

/** What can be done in a rehearsal only; outside of one nothing waits, and the rest fails with `rehearsal.not-here`. */
export const rehearsal = {
  /** The failures that were asked for and did not happen yet. */
  waiting: query({ input: z.void(), output: z.array(RehearsedFailure) }),
  /** Makes a failure happen: at once, or with the next pull, download or start. */
  provoke: action({
    input: z.object({ failure: RehearsedFailure, deploymentId: z.string() }),
    output: z.void(),
    touches: ['rehearsal', 'deployments', 'license', 'alerts'],
  }),
  /** Takes back what waits. */
  calm: action({ input: z.void(), output: z.void(), touches: ['rehearsal', 'deployments'] }),
};

import { z } from 'zod';
import { Commitment } from '../domain/commitment.ts';
import { action, query } from './kinds.ts';

/** What was bought. Use, pace and forecast are made from it and the usage book by rules in `shared/rules`. */
export const commitments = {
  list: query({ input: z.void(), output: z.array(Commitment) }),
  /** Stores a new one or replaces the one with the same id. */
  save: action({ input: Commitment, output: Commitment, touches: ['commitments', 'alerts'] }),
  forget: action({ input: z.object({ id: z.string() }), output: z.void(), touches: ['commitments', 'alerts'] }),
};

import { z } from 'zod';
import { Confirmed } from '../domain/grant.ts';
import { action, query } from './kinds.ts';

/** What the operator confirmed in a dialog outside the page: it is listed and withdrawn here, never added to. */
export const confirmed = {
  list: query({ input: z.void(), output: Confirmed }),
  withdrawEngine: action({ input: z.object({ host: z.string() }), output: z.void(), touches: ['*'] }),
  withdrawImage: action({
    input: z.object({ reference: z.string(), digest: z.string() }),
    output: z.void(),
    touches: ['confirmed'],
  }),
};

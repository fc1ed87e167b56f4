import { z } from 'zod';
import { action, query } from './kinds.ts';
import type { OperationSnapshot } from './messages.ts';

/** Operations themselves: who comes late lists them, then subscribes. */
export const tasks = {
  list: query({ input: z.void(), output: z.array(z.custom<OperationSnapshot>((value) => typeof value === 'object')) }),
  /** Takes an ended operation off the list. */
  dismiss: action({ input: z.object({ operationId: z.string() }), output: z.void(), touches: ['tasks'] }),
};

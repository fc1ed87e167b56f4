import { z } from 'zod';
import { Alert } from '../domain/alert.ts';
import { action, query } from './kinds.ts';

/** What needs the operator, in one place. */
export const alerts = {
  /** Worst first. */
  list: query({ input: z.void(), output: z.array(Alert) }),
  /** The operator has seen it: for what happened once and stays true, such as a meter that dropped. */
  seen: action({ input: z.object({ id: z.string() }), output: z.void(), touches: ['alerts'] }),
};

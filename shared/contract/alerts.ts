import { z } from 'zod';
import { Alert } from '../domain/alert.ts';
import { query } from './kinds.ts';

/** What needs the operator, in one place. */
export const alerts = {
  /** Worst first. */
  list: query({ input: z.void(), output: z.array(Alert) }),
};

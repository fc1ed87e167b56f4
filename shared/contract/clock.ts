import { z } from 'zod';
import { ClockJump } from '../domain/clock.ts';
import { action, query } from './kinds.ts';

/** This computer's clock, by which containers decide whether their licence has ended. */
export const clock = {
  /** Jumps that are still open: not dismissed, and not undone by a later jump. Newest first. */
  jumps: query({ input: z.void(), output: z.array(ClockJump) }),
  /** The operator knows of the jumps so far. */
  dismiss: action({ input: z.void(), output: z.void(), touches: ['clock', 'alerts'] }),
};

import { z } from 'zod';

/** A leap of this computer's clock against the time that really passed. */
export const ClockJump = z.object({
  id: z.string(),
  /** When it was noticed, by the clock as it stood after the jump. */
  at: z.iso.datetime(),
  /** Forward is positive. */
  seconds: z.number(),
  /** While Drydock was open, or between two of its starts. */
  seen: z.enum(['running', 'between-starts']),
});
export type ClockJump = z.infer<typeof ClockJump>;

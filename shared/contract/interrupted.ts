import { z } from 'zod';
import { InterruptedAnalysis } from '../domain/analysis.ts';
import { ImageId } from '../domain/catalogue.ts';
import { action, query } from './kinds.ts';

/** A licence download in which Drydock was killed; its container, with the key in its arguments, went on until it ended. */
export const BrokenOffDownload = z.object({
  image: ImageId,
  /** Null where it was made and never started. */
  startedAt: z.string().nullable(),
  /** By itself, or by its removal at this start. */
  endedAt: z.string(),
});
export type BrokenOffDownload = z.infer<typeof BrokenOffDownload>;

/** What was begun and whose end is not known, e.g. because Drydock was killed. */
export const interrupted = {
  /** Single analyses, newest first. Their results are asked for with `analysis.analyse`. */
  analyses: query({ input: z.object({ deploymentId: z.string() }), output: z.array(InterruptedAnalysis) }),
  /** Licence downloads whose leftovers this start found and took away, until the next download of the image. */
  downloads: query({ input: z.object({ deploymentId: z.string() }), output: z.array(BrokenOffDownload) }),
  /** Takes an analysis off the list: its result is not wanted. */
  putAway: action({ input: z.object({ id: z.string() }), output: z.void(), touches: ['interrupted'] }),
};

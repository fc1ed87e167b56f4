import { z } from 'zod';
import { InterruptedAnalysis } from '../domain/analysis.ts';
import { ImageId } from '../domain/catalogue.ts';
import { PhasesProgress } from '../domain/operations.ts';
import { action, operation, query } from './kinds.ts';

/** A licence download in which Drydock was killed; its container, with the key in its arguments, went on until it ended. */
export const BrokenOffDownload = z.object({
  image: ImageId,
  /** Null where it was made and never started. */
  startedAt: z.string().nullable(),
  /** By itself, or by its removal at this start. */
  endedAt: z.string(),
  /** The licence was whole already; this start put it into its folder. */
  taken: z.boolean(),
});
export type BrokenOffDownload = z.infer<typeof BrokenOffDownload>;

/** The jobs of several steps that leave something half done when they are interrupted. */
export const JobTask = z.enum([
  'deployments.start',
  'renewal.switch',
  'renewal.replace',
  'renewal.finish',
  'renewal.undo',
]);
export type JobTask = z.infer<typeof JobTask>;

/** A job in which Drydock was killed or lost the engine, and what Drydock did about it by itself. */
export const InterruptedJob = z.object({
  deploymentId: z.string(),
  /** The deployment's. */
  name: z.string(),
  task: JobTask,
  begunAt: z.string(),
  end: z.enum(['waiting', 'finished', 'taken-back', 'failed']),
});
export type InterruptedJob = z.infer<typeof InterruptedJob>;

const Of = z.object({ deploymentId: z.string() });

/** What was begun and whose end is not known, e.g. because Drydock was killed. */
export const interrupted = {
  /** Single analyses, newest first. Their results are asked for with `analysis.analyse`. */
  analyses: query({ input: Of, output: z.array(InterruptedAnalysis) }),
  /** Licence downloads whose leftovers this start found and took away, until the next download of the image. */
  downloads: query({ input: Of, output: z.array(BrokenOffDownload) }),
  /** Takes an analysis off the list: its result is not wanted. */
  putAway: action({ input: z.object({ id: z.string() }), output: z.void(), touches: ['interrupted'] }),
  /** Jobs of all deployments, oldest first. */
  jobs: query({ input: z.void(), output: z.array(InterruptedJob) }),
  /**
   * Finishes an interrupted job or takes it back, whichever is nearer; a service that ran serves afterwards. The start of
   * Drydock calls it by itself. Answers null where there is none.
   */
  takeUp: operation({
    input: Of,
    progress: PhasesProgress,
    output: z.enum(['finished', 'taken-back']).nullable(),
    touches: ['interrupted', 'renewal', 'license', 'deployments', 'alerts', 'usage'],
    mustFinish: true,
  }),
  /** Takes a job off the list; one that was not taken up is not tried again. */
  putAwayJob: action({ input: Of, output: z.void(), touches: ['interrupted'] }),
};

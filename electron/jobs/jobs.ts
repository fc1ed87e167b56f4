import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { OperationPath } from '#shared/contract/index.ts';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import { openJournal } from '../files/journal.ts';

const FILE = 'jobs.json';

/** The jobs of several steps that leave something half done when they break off. */
const JobPath = z.enum([
  'deployments.start',
  'renewal.switch',
  'renewal.replace',
  'renewal.finish',
  'renewal.undo',
]) satisfies z.ZodType<OperationPath>;

const Job = z.object({
  id: z.string(),
  path: JobPath,
  deploymentId: z.string(),
  /** Whether the deployment served when the job began. */
  served: z.boolean(),
  begunAt: z.iso.datetime(),
});
export type Job = z.infer<typeof Job>;

/** How an interrupted job was taken up. */
export type TakenUp = 'finished' | 'taken-back';

export type Jobs = Awaited<ReturnType<typeof openJobs>>;

export interface JobsOptions {
  readonly folder: string;
  readonly now: () => Date;
  /** Told when a step could not be noted: the job goes on all the same. */
  readonly failed: (error: unknown) => void;
}

/** Opens the journal of jobs of several steps. What it holds when it is opened was interrupted, by a kill or a power cut. */
export async function openJobs({ folder, now, failed }: JobsOptions) {
  const journal = await openJournal({ path: join(folder, FILE), entry: Job, now });
  const waiting = new Map(journal.entries().map((job) => [job.id, job]));
  const notices: Failure[] = [...journal.notices];
  const forget = (id: string): Promise<void> => journal.remove(id).catch(failed);

  return {
    notices,
    /** Does a job that is noted from before its first step until its end, however that is. */
    async keep<T>(job: Omit<Job, 'id' | 'begunAt'>, work: () => Promise<T>): Promise<T> {
      const id = randomUUID();
      await journal.put({ ...job, id, begunAt: now().toISOString() }).catch(failed);
      try {
        return await work();
      } finally {
        await forget(id);
      }
    },
    /** Those that were interrupted and not taken up yet, oldest first. Each is handed out once. */
    takeInterrupted(): readonly Job[] {
      const jobs = [...waiting.values()];
      waiting.clear();
      return jobs;
    },
    /**
     * Takes up an interrupted job and says how that ended. One that could not be taken up is tried again at the next start.
     *
     * Fails as `work` does.
     */
    async takeUp(job: Job, name: string, work: () => Promise<TakenUp>): Promise<void> {
      const facts = { task: job.path, name, begunAt: job.begunAt };
      try {
        const end = await work();
        notices.push(toFailure(new Foreseen(end === 'finished' ? 'job.finished' : 'job.taken-back', facts)));
        await forget(job.id);
      } catch (error) {
        notices.push(toFailure(new Foreseen('job.not-taken-up', facts, { cause: error })));
        throw error;
      }
    },
    /** Of a deployment that is not defined any more. */
    forget: (job: Job): Promise<void> => forget(job.id),
    close: journal.close,
  };
}

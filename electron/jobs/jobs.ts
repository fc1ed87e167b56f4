import { join } from 'node:path';
import { z } from 'zod';
import { type InterruptedJob, JobTask } from '#shared/contract/interrupted.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { openJournal } from '../files/journal.ts';

const FILE = 'jobs.json';

const Job = z.object({
  /** The deployment's: it has one job of several steps at a time. */
  id: z.string(),
  task: JobTask,
  /** The address of the engine that it is done on. */
  engine: z.string(),
  /** Whether the deployment served when the job began. */
  served: z.boolean(),
  /** Whether containers that served may have been asked to stop. */
  stopping: z.boolean(),
  begunAt: z.iso.datetime(),
});
export type Job = z.infer<typeof Job>;

/** How an interrupted job was taken up. */
export type TakenUp = Extract<InterruptedJob['end'], 'finished' | 'taken-back'>;

export type Jobs = Awaited<ReturnType<typeof openJobs>>;

export interface JobsOptions {
  readonly folder: string;
  readonly now: () => Date;
  /** Told of each change of what `list` answers. */
  readonly changed: () => void;
  /** Told when a step could not be noted: the job goes on all the same. */
  readonly failed: (error: unknown) => void;
}

type Told = Job & { readonly end: InterruptedJob['end'] };

/** With these the engine was lost on the way, and nothing could be taken back. */
const LOST: ReadonlySet<string> = new Set(['engine.lost', 'engine.unreachable', 'engine.not-running', 'engine.slow']);

/**
 * Opens the journal of jobs of several steps. What it holds when it is opened was interrupted, by a kill or a power cut, and
 * is to be taken up; so is a job that lost its engine on the way. A newer job of the same deployment takes the place of one.
 */
export async function openJobs({ folder, now, changed, failed }: JobsOptions) {
  const journal = await openJournal({ path: join(folder, FILE), entry: Job, now });
  let told: readonly Told[] = journal.entries().map((job) => ({ ...job, end: 'waiting' as const }));
  const tell = (next: readonly Told[]): void => {
    told = next;
    changed();
  };
  const others = (id: string): readonly Told[] => told.filter((one) => one.id !== id);
  const put = (job: Job): Promise<void> => journal.put(job).catch(failed);
  const forget = (id: string): Promise<void> => journal.remove(id).catch(failed);
  const isOpen = ({ end }: Told): boolean => end === 'waiting' || end === 'failed';

  return {
    notices: journal.notices,
    /** Does a job that is noted from before its first step until its end. `work` says when it begins to stop what serves. */
    async keep<T>(
      begun: Omit<Job, 'stopping' | 'begunAt'>,
      work: (stopping: () => Promise<void>) => Promise<T>,
    ): Promise<T> {
      const job = { ...begun, stopping: false, begunAt: now().toISOString() };
      if (told.some(({ id }) => id === job.id)) tell(others(job.id));
      let reached: Job = job;
      await put(job);
      try {
        return await work(() => {
          reached = { ...job, stopping: true };
          return put(reached);
        });
      } catch (error) {
        if (error instanceof Foreseen && LOST.has(error.code)) tell([...others(job.id), { ...reached, end: 'failed' }]);
        throw error;
      } finally {
        if (!told.some(({ id }) => id === job.id)) await forget(job.id);
      }
    },
    /** Something else was begun on the deployment: what was interrupted before is not taken up any more. */
    async supersede(deploymentId: string): Promise<void> {
      if (!told.some(({ id }) => id === deploymentId)) return;
      tell(others(deploymentId));
      await forget(deploymentId);
    },
    /** Those on an engine that nobody has taken up yet: their deployments. */
    waitingOn: (engine: string): readonly string[] =>
      told.flatMap((one) => (one.end === 'waiting' && one.engine === engine ? [one.id] : [])),
    /** What was interrupted, and how it was taken up since this start; oldest first. */
    list: (): readonly Told[] => told,
    /**
     * Takes up what was interrupted of a deployment, and remembers how that ended. It may be tried again, and is at the next
     * start, where it fails. Answers null where nothing was interrupted. Fails with `interrupted.other-engine` where it was done
     * on another engine than this one, which knows nothing of it; and as `work` does.
     */
    async takeUp(deploymentId: string, engine: string, work: (job: Job) => Promise<TakenUp>): Promise<TakenUp | null> {
      const job = told.find((one) => one.id === deploymentId && isOpen(one));
      if (!job) return null;
      if (job.engine !== engine) throw new Foreseen('interrupted.other-engine', { host: job.engine });
      try {
        const end = await work(job);
        tell([...others(job.id), { ...job, end }]);
        await forget(job.id);
        return end;
      } catch (error) {
        tell([...others(job.id), { ...job, end: 'failed' }]);
        throw error;
      }
    },
    /** Takes one off the list. One that was not taken up stays as it is, and is not tried again. */
    async putAway(deploymentId: string): Promise<void> {
      tell(others(deploymentId));
      await forget(deploymentId);
    },
    close: journal.close,
  };
}

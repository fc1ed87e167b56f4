import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnalyzeResult, AnswerError } from '../wire/answer.ts';

export type JobStatus = 'notStarted' | 'running' | 'succeeded' | 'failed';

export interface Job {
  readonly id: string;
  readonly status: JobStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly result: AnalyzeResult | null;
  readonly errors: readonly AnswerError[];
}

/** What a job's work gave: the result, or the errors it failed with. */
export type Outcome =
  | { readonly ok: true; readonly result: AnalyzeResult }
  | { readonly ok: false; readonly errors: readonly AnswerError[] };

export interface JobTimes {
  /** How long the job waits, and how long it runs at the least. Milliseconds. */
  readonly notStartedMs: number;
  readonly runningMs: number;
}

export interface Jobs {
  /** Takes a piece of work in and gives its id; the work begins by itself. `work` must not throw. */
  add(work: () => Promise<Outcome>, times: JobTimes): string;
  get(id: string): Job | null;
  /** Settles when no work is left. */
  idle(): Promise<void>;
}

/** Results are kept in memory: the newest, and those for two days, as the Read helper does (vendor contract 6.3). */
const MOST_KEPT = 500;
const KEPT_MS = 2 * 24 * 60 * 60 * 1000;

/** The jobs of one process. They run side by side and are gone when it ends. */
export function createJobs(now: () => Date): Jobs {
  const jobs = new Map<string, Job>();
  const running = new Set<Promise<void>>();

  const forgetOld = (): void => {
    for (const [id, job] of jobs) {
      const finished = job.status === 'succeeded' || job.status === 'failed';
      const old = now().getTime() - job.updatedAt.getTime() > KEPT_MS;
      if (finished && (old || jobs.size > MOST_KEPT)) jobs.delete(id);
    }
  };
  const update = (id: string, change: Partial<Job>): void => {
    const job = jobs.get(id);
    if (job) jobs.set(id, { ...job, ...change, updatedAt: now() });
  };
  const run = async (
    id: string,
    work: () => Promise<Outcome>,
    { notStartedMs, runningMs }: JobTimes,
  ): Promise<void> => {
    await delay(notStartedMs);
    update(id, { status: 'running' });
    const [outcome] = await Promise.all([work(), delay(runningMs)]);
    if (outcome.ok) update(id, { status: 'succeeded', result: outcome.result });
    else update(id, { status: 'failed', errors: outcome.errors });
  };

  return {
    add(work, times) {
      forgetOld();
      const id = randomUUID();
      const at = now();
      jobs.set(id, { id, status: 'notStarted', createdAt: at, updatedAt: at, result: null, errors: [] });
      const task = run(id, work, times).finally(() => running.delete(task));
      running.add(task);
      return id;
    },
    get: (id) => jobs.get(id.toLowerCase()) ?? null,
    idle: async () => {
      await Promise.all(running);
    },
  };
}

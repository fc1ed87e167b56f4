import type { InterruptedJob } from '#shared/contract/interrupted.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { takeUpStart } from '../deployment/start.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import type { SwitchNeeds } from '../renewal/switch.ts';
import { takeUpRenewal } from '../renewal/take-up.ts';
import type { Jobs, TakenUp } from './jobs.ts';

export interface TakeUpNeeds extends SwitchNeeds {
  readonly jobs: Jobs;
  readonly deployments: () => readonly Deployment[];
  readonly usage: { readonly soon: (deploymentId: string) => void };
}

/** Serves the part of `interrupted` that is about jobs of several steps. */
export function serveJobs({ jobs, ...needs }: TakeUpNeeds) {
  return {
    jobs: (): InterruptedJob[] =>
      jobs.list().flatMap(({ id, task, begunAt, end }) => {
        const name = needs.deployments().find((one) => one.id === id)?.name;
        return name === undefined ? [] : [{ deploymentId: id, name, task, begunAt, end }];
      }),
    async takeUp(
      { deploymentId }: { readonly deploymentId: string },
      context: OperationContext<PhasesProgress>,
    ): Promise<TakenUp | null> {
      const { host } = await needs.engines.current();
      return jobs
        .takeUp(deploymentId, host, async (job) => {
          context.log(`${job.task}, ${job.begunAt}`);
          return job.task === 'deployments.start'
            ? takeUpStart(needs.deployment(deploymentId), needs)
            : takeUpRenewal(job, context, needs);
        })
        .finally(() => needs.usage.soon(deploymentId));
    },
    putAwayJob: ({ deploymentId }: { readonly deploymentId: string }) => jobs.putAway(deploymentId),
  };
}

import type { OperationPath } from '#shared/contract/index.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import type { Operations } from '../ipc/operations.ts';
import type { Job, Jobs, TakenUp } from './jobs.ts';

type TakeUp = (job: Job, context: OperationContext<PhasesProgress>) => Promise<TakenUp>;

export interface TakeUpNeeds {
  readonly jobs: Jobs;
  readonly operations: Pick<Operations, 'start'>;
  readonly deployments: () => readonly Deployment[];
  readonly changed: (topics: readonly string[]) => void;
}

/** What may look different once a job was taken up. */
const TOUCHES = ['app', 'deployments', 'renewal', 'license', 'alerts', 'usage'];

/**
 * Finishes or takes back what was interrupted before this start: each as a task of the list, under the name of the job that it
 * goes on with, so that nothing else works on the same thing meanwhile.
 */
export function takeUpInterrupted(
  ways: { readonly [P in Job['path']]: TakeUp },
  { jobs, operations, deployments, changed }: TakeUpNeeds,
): void {
  for (const job of jobs.takeInterrupted()) {
    const deployment = deployments().find(({ id }) => id === job.deploymentId);
    if (!deployment) {
      void jobs.forget(job);
      continue;
    }
    const input = { id: deployment.id, deploymentId: deployment.id };
    const path: OperationPath = job.path;
    const work = (context: OperationContext<PhasesProgress>): Promise<void> =>
      jobs.takeUp(job, deployment.name, () => ways[job.path](job, context));
    operations.start(path, input, work, { mustFinish: true, ended: () => changed(TOUCHES) });
  }
}

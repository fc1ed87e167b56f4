import type { PhasesProgress } from '#shared/domain/operations.ts';
import { readinessOf } from '../deployment/readiness.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import type { Job, TakenUp } from '../jobs/jobs.ts';
import { finishRenewal, undoRenewal } from './end.ts';
import { movePort } from './move-port.ts';
import { membersOf } from './sets.ts';
import { readStand, type Stand } from './stand.ts';
import { type SwitchNeeds, startAgain, switchOver } from './switch.ts';
import { refreshed, removeSet } from './trial.ts';

type Context = OperationContext<PhasesProgress>;

/** Containers get this long to write their usage records before they are killed. */
const GRACE_SECONDS = 30;

/**
 * Goes on with a step of a renewal that broke off: a service that ran serves afterwards, the new set where the step had come so
 * far, else the old one.
 *
 * Fails with `renewal.*`, `run.*`, `engine.*`.
 */
export async function takeUpRenewal(job: Job, context: Context, needs: SwitchNeeds): Promise<TakenUp> {
  const { deploymentId, path, served } = job;
  const stand = await readStand(deploymentId, needs);
  // Its last word was written: only the note of its end is missing.
  const isOver =
    path === 'renewal.undo' || path === 'renewal.finish' ? stand.stage === 'none' : stand.stage === 'switched';
  if (isOver) return 'finished';
  switch (path) {
    case 'renewal.switch':
      if (stand.serving === 'new') await switchOver({ deploymentId }, context, needs);
      else if (stand.serving === 'nobody') await movePort(stand, 'old', needs.clock);
      return stand.serving === 'new' ? 'finished' : 'taken-back';
    case 'renewal.replace':
      return goOnReplacing(stand, served, context, needs);
    case 'renewal.finish':
      await finishRenewal({ deploymentId }, context, needs);
      return 'finished';
    default:
      await undoRenewal({ deploymentId }, context, needs);
      return 'finished';
  }
}

async function goOnReplacing(stand: Stand, served: boolean, context: Context, needs: SwitchNeeds): Promise<TakenUp> {
  const { engine, old, next, deployment } = stand;
  const phases = trackPhases(['renewal-check', 'renewal-serve-old'], needs.now, context.report);
  const isThere = await phases.run('renewal-check', () => isServing(stand));
  if (isThere) {
    needs.save({ ...deployment, ...next });
    return 'finished';
  }
  await phases.run('renewal-serve-old', async () => {
    await removeSet(next, stand, context);
    if (!served) return;
    // A stop may be on its way in the engine still: ended for good first, then started.
    for (const { id } of membersOf(old, stand.containers).toReversed())
      await engine.containers.stop(id, { graceSeconds: GRACE_SECONDS });
    await startAgain(old, await refreshed(stand), needs);
  });
  return 'taken-back';
}

/** Whether the second set is whole, ready, and what the port leads to. */
async function isServing({ serving, next, containers }: Stand): Promise<boolean> {
  const members = membersOf(next, containers);
  if (serving !== 'new' || members.length < next.parts.length) return false;
  const looks = await Promise.all(members.map(readinessOf));
  return looks.every((one) => one === 'ready');
}

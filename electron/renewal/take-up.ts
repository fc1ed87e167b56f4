import type { PhasesProgress } from '#shared/domain/operations.ts';
import { readinessOf } from '../deployment/readiness.ts';
import { startDeployment } from '../deployment/start.ts';
import { STOP_GRACE_SECONDS } from '../docker/stop-grace.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import type { Job, TakenUp } from '../jobs/jobs.ts';
import { finishRenewal, undoRenewal } from './end.ts';
import { membersOf } from './sets.ts';
import { readStand, type Stand } from './stand.ts';
import { type SwitchNeeds, setRestart, startAgain, switchOver } from './switch.ts';
import { refreshed, removeSet } from './trial.ts';

type Context = OperationContext<PhasesProgress>;

/**
 * Goes on with a step of a renewal that was interrupted: a service that ran serves afterwards, the new set where the step had
 * come so far, else the old one.
 *
 * Fails with `renewal.*`, `run.*`, `engine.*`.
 */
export async function takeUpRenewal(job: Job, context: Context, needs: SwitchNeeds): Promise<TakenUp> {
  const { id: deploymentId, task, served } = job;
  const stand = await readStand(deploymentId, needs);
  const isOver = stand.stage === 'none' || stand.stage === 'leftovers';
  switch (task) {
    case 'renewal.switch':
      if (stand.stage === 'switched') return 'finished';
      if (stand.serving === 'new') {
        await switchOver({ deploymentId }, context, needs);
        return 'finished';
      }
      if (!isOver && served && stand.serving === 'nobody') {
        await startAgain(stand.old, stand, needs);
        await setRestart(stand.engine, membersOf(stand.old, stand.containers), stand.old.restart);
      }
      return 'taken-back';
    case 'renewal.replace':
      if (stand.stage === 'switched') return 'finished';
      return isOver ? 'taken-back' : endReplacing(job, stand, context, needs);
    case 'renewal.finish':
      // Its marks go last.
      if (stand.stage !== 'none') await finishRenewal({ deploymentId }, context, needs);
      return 'finished';
    default:
      if (!isOver) await undoRenewal({ deploymentId }, context, needs);
      // Where the old set had to be made anew, the kill may have come in between.
      if (served && (await readStand(deploymentId, needs)).serving === 'nobody')
        await startDeployment(needs.deployment(deploymentId), { ...context, report: () => undefined }, needs);
      return 'finished';
  }
}

async function endReplacing(
  { served, stopping }: Job,
  stand: Stand,
  context: Context,
  needs: SwitchNeeds,
): Promise<TakenUp> {
  const { engine, old, next, deployment } = stand;
  const phases = trackPhases(['renewal-check', 'renewal-serve-old'], needs.now, context.report);
  if (await phases.run('renewal-check', () => isServing(stand))) {
    needs.save({ ...deployment, ...next });
    return 'finished';
  }
  await phases.run('renewal-serve-old', async () => {
    await removeSet(next, stand, context);
    if (!served || !stopping) return;
    // A stop may still be on its way in the engine: ended for good first, then started.
    for (const { id } of membersOf(old, stand.containers).toReversed())
      await engine.containers.stop(id, { graceSeconds: STOP_GRACE_SECONDS });
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

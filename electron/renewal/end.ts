import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { readinessOf } from '../deployment/readiness.ts';
import { startDeployment } from '../deployment/start.ts';
import { STOP_GRACE_SECONDS } from '../docker/stop-grace.ts';
import { pointGate } from '../gate/gate.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { removeIfEmpty, setAside } from './folders.ts';
import { movePort } from './move-port.ts';
import { featureOf, membersOf, routeTo } from './sets.ts';
import { type Stand, standIn } from './stand.ts';
import { type SwitchNeeds, setRestart, startAgain } from './switch.ts';
import { checkParts, refreshed, removeSet } from './trial.ts';

type Context = OperationContext<PhasesProgress>;
type Input = { readonly deploymentId: string };

/**
 * Ends a renewal: the old set goes, its licence and usage records stay where they are. Only while the new one serves, so
 * that the old licence is kept until the new one has served.
 *
 * Fails with `renewal.not-ready`, `renewal.begin-first`, `engine.*`.
 */
export async function finishRenewal({ deploymentId }: Input, context: Context, needs: SwitchNeeds): Promise<void> {
  const phases = trackPhases(['renewal-check', 'renewal-stop-old', 'clean-up'], needs.now, context.report);
  const stand = await phases.run('renewal-check', async () => {
    const found = await standIn(['switched', 'leftovers'], deploymentId, needs);
    const feature = featureOf(found.deployment, found.containers);
    if (found.stage === 'switched' && (!feature || (await readinessOf(feature)) !== 'ready'))
      throw new Foreseen('renewal.not-ready', {});
    return found;
  });
  const { engine, deployment, containers, marked, gate } = stand;
  const own = membersOf(deployment, containers);
  const others = containers.filter((one) => !own.includes(one));
  await phases.run('renewal-stop-old', async () => {
    for (const { id } of others) await engine.containers.stop(id, { graceSeconds: STOP_GRACE_SECONDS });
  });
  await phases.run('clean-up', async () => {
    if (gate?.state === 'running') await pointGate(engine, gate, [routeTo(deployment)]);
    for (const { id } of others) await engine.containers.remove(id);
    const users = gate ? [...own, gate] : own;
    const inUse = new Set(users.flatMap((one) => one.networks.map(({ name }) => name)));
    for (const { id, name } of (await refreshed(stand)).networks)
      if (own.length === 0 || !inUse.has(name)) await engine.networks.remove(id);
    // Last: a break before this leaves the renewal where it was, and its end is offered again.
    for (const { folder } of marked) await needs.marks.remove(folder);
  });
}

/**
 * Goes back to before the renewal: the old set serves with its old licence, the second set goes, new licences are set
 * aside and usage records stay. Answers the folders of the new licences. May be done again after a break at any point.
 *
 * Fails with `renewal.begin-first`, `renewal.switch-failed`, `run.*`, `engine.*`.
 */
export async function undoRenewal({ deploymentId }: Input, context: Context, needs: SwitchNeeds): Promise<string[]> {
  const phases = trackPhases(['renewal-serve-old', 'clean-up'], needs.now, context.report);
  const stand = await standIn(['licence', 'trial', 'switched'], deploymentId, needs);
  await phases.run('renewal-serve-old', () => serveOld(stand, context, needs));
  return phases.run('clean-up', async () => {
    const now = await refreshed(stand);
    await removeSet(stand.next, now, context);
    if (now.gate?.state === 'running') await pointGate(now.engine, now.gate, [routeTo(stand.old)]);
    for (const part of stand.next.parts)
      if (!stand.old.parts.some(({ outputFolder }) => outputFolder === part.outputFolder))
        await removeIfEmpty(part.outputFolder);
    const aside: string[] = [];
    for (const { folder } of stand.marked) {
      await needs.marks.remove(folder);
      aside.push(await setAside(folder, needs.ownPlaces));
    }
    return aside;
  });
}

/**
 * Gives the port back to the old set, in the fastest way that is left: it runs, it is there, or it has to be made anew. The
 * new one ends only where the old one can be expected to start; where it does not, the new one serves on.
 */
async function serveOld(stand: Stand, context: Context, needs: SwitchNeeds): Promise<void> {
  const { engine, old, next, containers, serving, stage } = stand;
  const members = membersOf(old, containers);
  const keepOld = (): void => {
    const { set: _set, ...rest } = stand.deployment;
    needs.save({ ...rest, parts: old.parts, ...(old.set === undefined ? {} : { set: old.set }) });
  };
  const moved = stage !== 'licence' && serving !== 'old';
  if (!moved || featureOf(old, containers)?.state === 'running') {
    if (moved) await movePort(stand, 'old', needs.clock);
    await setRestart(engine, members, old.restart);
    keepOld();
  } else if (members.length === old.parts.length) {
    await checkParts(old, engine, needs);
    for (const { id } of membersOf(next, containers).toReversed())
      await engine.containers.stop(id, { graceSeconds: STOP_GRACE_SECONDS });
    try {
      await startAgain(old, stand, needs);
    } catch (error) {
      for (const { id } of members) await engine.containers.stop(id, { graceSeconds: STOP_GRACE_SECONDS });
      await startAgain(next, await refreshed(stand), needs);
      throw error;
    }
    await setRestart(engine, members, old.restart);
    keepOld();
  } else {
    await checkParts(old, engine, needs);
    await removeSet(next, stand);
    await removeSet(old, stand);
    keepOld();
    // Its phases belong to a start; here it is one of them.
    if (serving === 'new') await startDeployment(old, { ...context, report: () => undefined }, needs);
  }
}

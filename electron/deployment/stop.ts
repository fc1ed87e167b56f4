import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { PhasesProgress } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { engineForJob } from '../docker/for-job.ts';
import { untilAborted } from '../docker/in-time.ts';
import { LABELS } from '../docker/labels.ts';
import { STOP_GRACE_SECONDS } from '../docker/stop-grace.ts';
import type { Engine } from '../docker/types.ts';
import type { OperationContext } from '../ipc/handlers.ts';
import { trackPhases } from '../ipc/phases.ts';
import { onEngine, ownContainers } from './own.ts';
import { planOf } from './plan.ts';
import { READY_LIMITS, waitUntilReady } from './readiness.ts';
import { containersOf, type StartNeeds } from './start.ts';

type Needs = Pick<StartNeeds, 'engines' | 'now' | 'limits'>;
type Context = OperationContext<PhasesProgress>;

/** The engine, whose answers a cancel does not wait for: what it was asked to do it may do all the same. */
const engineFor = async ({ signal }: Context, { engines }: Needs): Promise<Engine> =>
  engineForJob(await untilAborted(engines.current(), signal), signal).engine;

/** Stops the feature, its helpers, then the gate, so that the port is free. Containers and folders stay. */
export async function stopDeployment(deployment: Deployment, context: Context, needs: Needs): Promise<void> {
  const engine = await engineFor(context, needs);
  const parts = (await containersOf(engine, planOf(deployment), deployment)).toReversed();
  const phases = trackPhases(
    parts.map(({ image }) => ({ name: 'stop', image })),
    needs.now,
    context.report,
  );
  for (const { id, image } of parts) {
    context.signal.throwIfAborted();
    await phases.run('stop', () => engine.containers.stop(id, { graceSeconds: STOP_GRACE_SECONDS }), image);
  }
  const { gate } = await onEngine(engine, deployment);
  if (gate) await engine.containers.stop(gate.id, { graceSeconds: STOP_GRACE_SECONDS });
}

/** Restarts helpers, then the feature, each until it is ready. Requests that come meanwhile wait. Fails with `run.*`. */
export async function restartDeployment(deployment: Deployment, context: Context, needs: Needs): Promise<void> {
  const engine = await engineFor(context, needs);
  const parts = await containersOf(engine, planOf(deployment), deployment);
  if (parts.length === 0) throw new Foreseen('run.not-running', { image: deployment.feature });
  const phases = trackPhases(
    parts.flatMap(({ image }) => ['start', 'ready'].map((name) => ({ name, image }))),
    needs.now,
    context.report,
  );
  const { gate: before } = await onEngine(engine, deployment);
  if (before) await engine.containers.start(before.id);
  // Its ports are other ones after it was stopped.
  const gate = before && (await engine.containers.inspect(before.id));
  for (const { id, image } of parts) {
    context.signal.throwIfAborted();
    await phases.run('start', () => engine.containers.restart(id, { graceSeconds: STOP_GRACE_SECONDS }), image);
    const memoryBytes = deployment.parts.find((part) => part.image === image)?.memoryBytes ?? 0;
    const limits = { ...READY_LIMITS, ...needs.limits };
    const wait = { engine, gate, containerId: id, image, memoryBytes, signal: context.signal, limits };
    await phases.run('ready', () => waitUntilReady(wait), image);
  }
}

/** Removes containers and network. Licence and output folders stay: they are licences and billing evidence. */
export async function removeDeployment(deployment: Deployment, context: Context, needs: Needs): Promise<void> {
  const engine = await engineFor(context, needs);
  const own = (await containersOf(engine, planOf(deployment), deployment)).toReversed();
  // A renewal in progress may have a second set; its folders stay as well.
  const others = (await ownContainers(engine, deployment)).flatMap(({ id, name, labels }) => {
    const image = ImageId.safeParse(labels[LABELS.image]).data;
    return own.some((one) => one.id === id) || !image ? [] : [{ id, name, image }];
  });
  const parts = [...own, ...others];
  const phases = trackPhases(
    [...parts.map(({ image }) => ({ name: 'remove', image })), 'remove-network'],
    needs.now,
    context.report,
  );
  for (const { id, image } of parts) {
    await phases.run(
      'remove',
      async () => {
        await engine.containers.stop(id, { graceSeconds: STOP_GRACE_SECONDS });
        await engine.containers.remove(id);
      },
      image,
    );
  }
  await phases.run('remove-network', async () => {
    const { gate, networks } = await onEngine(engine, deployment);
    if (gate) await engine.containers.remove(gate.id);
    for (const { id } of networks) await engine.networks.remove(id);
  });
}

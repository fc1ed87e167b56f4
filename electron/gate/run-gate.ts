import { Foreseen } from '#shared/failures/failure.ts';
import { namedOn, type Plan } from '../deployment/plan.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { ensureGateImage } from './gate.ts';
import type { GateImage } from './image.ts';

/**
 * Makes and starts the gate of a plan, whose sealed network is there already. Fails with `run.gate-failed`, `port.*`,
 * `engine.*`.
 */
export async function runGate(
  engine: Engine,
  { gate, network }: Pick<Plan, 'gate' | 'network'>,
  input: { readonly sealedId: string; readonly image: GateImage; readonly signal: AbortSignal },
): Promise<ContainerFacts> {
  await ensureGateImage(engine, input.image, input.signal);
  await engine.networks.create(gate.network);
  const { product } = await engine.info();
  const id = await engine.containers.create(namedOn(product, gate.spec));
  await engine.networks.connect(input.sealedId, id, { alias: 'gate' });
  await engine.containers.start(id);
  const facts = await engine.containers.inspect(id);
  if (facts?.state === 'running') return facts;
  const detail = facts ? await engine.containers.tail(id, 20) : network.name;
  throw new Foreseen('run.gate-failed', {}, { detail });
}

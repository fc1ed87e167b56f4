import { Foreseen } from '#shared/failures/failure.ts';
import { namedOn, type Plan } from '../deployment/plan.ts';
import type { ContainerFacts, Engine } from '../docker/types.ts';
import { ensureGateImage } from './gate.ts';
import type { GateImage } from './image.ts';

/** Told of each thing that was made, as soon as it is there, so that whoever began can take it away again. */
export type Made = (thing: {
  readonly kind: 'container' | 'network';
  readonly id: string;
  readonly name: string;
}) => void;

/**
 * Makes and starts the gate of a plan, whose sealed network is there already. Fails with `run.gate-failed`, `port.*`,
 * `engine.*`.
 */
export async function runGate(
  engine: Engine,
  { gate, network }: Pick<Plan, 'gate' | 'network'>,
  input: { readonly sealedId: string; readonly image: GateImage; readonly signal: AbortSignal; readonly made: Made },
): Promise<ContainerFacts> {
  await ensureGateImage(engine, input.image, input.signal);
  const open = await engine.networks.create(gate.network);
  input.made({ kind: 'network', id: open.id, name: open.name });
  const { product } = await engine.info();
  const id = await engine.containers.create(namedOn(product, gate.spec));
  input.made({ kind: 'container', id, name: gate.spec.name });
  await engine.networks.connect(input.sealedId, id, { alias: 'gate' });
  await engine.containers.start(id);
  const facts = await engine.containers.inspect(id);
  if (facts?.state === 'running') return facts;
  const detail = facts ? await engine.containers.tail(id, 20) : network.name;
  throw new Foreseen('run.gate-failed', {}, { detail });
}

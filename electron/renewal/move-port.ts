import { setTimeout as sleep } from 'node:timers/promises';
import { Foreseen } from '#shared/failures/failure.ts';
import { planOf } from '../deployment/plan.ts';
import type { ContainerFacts, NetworkFacts } from '../docker/types.ts';
import { askService, NoAnswer } from '../service-client/http.ts';
import { featureOf } from './sets.ts';
import type { Stand } from './stand.ts';

/** How long a container that was ready may take to answer at its new address. */
const ANSWER_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 10;

/**
 * Moves the deployment's port from one running feature container to another: the one is taken off its networks, the other
 * put on its set's own. Neither is restarted, so the port is without an answer for as long as the engine takes for that.
 * Where the other cannot have it, the first gets it back. May be done again after a break in the middle.
 *
 * Answers for how long nobody answered, in milliseconds. Fails with `renewal.switch-failed`, `engine.*`.
 */
export async function movePort(stand: Stand, to: 'old' | 'new', now: () => number): Promise<number> {
  const { engine, old, next, containers, networks } = stand;
  const [loser, winner] = to === 'new' ? [old, next] : [next, old];
  const losing = featureOf(loser, containers);
  const winning = featureOf(winner, containers);
  const home = networks.find(({ name }) => name === planOf(winner).network.name);
  if (!winning || !home) throw new Foreseen('renewal.not-ready', {});
  const port = old.hostPort;
  // All that takes time and does not need the port comes before it is free.
  await leave(stand, winning, ({ id }) => id !== home.id);
  const since = now();
  const freed = losing ? await leave(stand, losing, () => true) : [];
  try {
    await engine.networks.connect(home.id, winning.id, { alias: winner.feature });
    await untilAnswered(port, now);
  } catch (cause) {
    if (losing) {
      await engine.networks.disconnect(home.id, winning.id);
      for (const { id } of freed) await engine.networks.connect(id, losing.id, { alias: loser.feature });
    }
    throw new Foreseen('renewal.switch-failed', { port }, { cause });
  }
  return Math.round(now() - since);
}

/** Takes a container off those of its networks; answers which. */
async function leave(
  { engine, networks }: Stand,
  container: ContainerFacts,
  which: (network: NetworkFacts) => boolean,
): Promise<readonly NetworkFacts[]> {
  const left = networks.filter((network) => container.networks.includes(network.name) && which(network));
  for (const { id } of left) await engine.networks.disconnect(id, container.id);
  return left;
}

async function untilAnswered(port: number, now: () => number): Promise<void> {
  const until = now() + ANSWER_WITHIN_MS;
  for (;;) {
    try {
      const { status } = await askService(port, '/ready', { timeoutMs: 2000, maxBytes: 64 * 1024 });
      if (status >= 200 && status < 300) return;
    } catch (error) {
      if (!(error instanceof NoAnswer) || now() > until) throw error;
    }
    if (now() > until) throw new NoAnswer('timeout');
    await sleep(ASK_EVERY_MS);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Foreseen } from '#shared/failures/failure.ts';
import { planOf } from '../deployment/plan.ts';
import { readinessAt } from '../deployment/readiness.ts';
import type { ContainerFacts } from '../docker/types.ts';
import { NoAnswer } from '../service-client/http.ts';
import { keepAddress } from './folders.ts';
import { featureOf, hasPort } from './sets.ts';
import type { Stand } from './stand.ts';

/** How long a container that was ready may take to answer at its new address. */
const ANSWER_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 10;

/**
 * Moves the deployment's port from one running feature container to another: the one is taken off its networks, the other
 * off all but its set's own, which publishes at the deployment's address. Neither is restarted, so the port is without an
 * answer for as long as the engine takes for that. Where the other cannot have it, the first gets it back. May be done
 * again after a break in the middle.
 *
 * Answers for how long nobody answered, in milliseconds. Fails with `renewal.switch-failed`, `renewal.not-ready`, `engine.*`.
 */
export async function movePort(stand: Stand, to: 'old' | 'new', now: () => number): Promise<number> {
  const { engine, old, next, containers, networks } = stand;
  const [loser, winner] = to === 'new' ? [old, next] : [next, old];
  const losing = featureOf(loser, containers);
  const winning = featureOf(winner, containers);
  const homeOf = (one: typeof old) => networks.find(({ name }) => name === planOf(one).network.name);
  const home = homeOf(winner);
  if (!winning || !home) throw new Foreseen('renewal.not-ready', {});
  const addressOf = (container: ContainerFacts | null, network: string | undefined): string | null =>
    container?.networks.find(({ name }) => name === network)?.address ?? null;
  const losersAddress = addressOf(losing, homeOf(loser)?.name);
  // Before it loses its network: an undo gives it the same address, so that its connections to the helper go on.
  if (to === 'new' && losersAddress !== null) await keepAddress(stand.marked, losersAddress);

  const since = now();
  const freed: string[] = [];
  const left: string[] = [];
  try {
    if (losing) await leaveAll(stand, losing, null, freed);
    await leaveAll(stand, winning, home.id, left);
    const again = { alias: winner.feature, address: addressOf(winning, home.name) };
    if (!isOn(winning, home.name)) {
      const address = to === 'old' ? (stand.marked[0]?.oldAddress ?? null) : null;
      await engine.networks.connect(home.id, winning.id, { alias: winner.feature, address });
    } else if (!hasPort(await engine.containers.inspect(winning.id), old.hostPort)) {
      // An engine that does not publish again by itself when the first network goes.
      await engine.networks.disconnect(home.id, winning.id);
      await engine.networks.connect(home.id, winning.id, again);
    }
    await untilAnswered(old.hostPort, now);
  } catch (cause) {
    // First what takes the port off the winner again, then the loser back on its own.
    for (const id of left) await engine.networks.connect(id, winning.id, { alias: winner.feature });
    if (!isOn(winning, home.name)) await engine.networks.disconnect(home.id, winning.id);
    for (const id of losing ? freed : [])
      await engine.networks.connect(id, losing?.id ?? '', { alias: loser.feature, address: losersAddress });
    throw new Foreseen('renewal.switch-failed', { port: old.hostPort }, { cause });
  }
  return Math.round(now() - since);
}

const isOn = ({ networks }: ContainerFacts, name: string): boolean => networks.some((one) => one.name === name);

/** Takes a container off its networks, except for one; each that it was taken off is put on the list at once. */
async function leaveAll(
  { engine, networks }: Stand,
  container: ContainerFacts,
  except: string | null,
  left: string[],
): Promise<void> {
  for (const { id, name } of networks) {
    if (!isOn(container, name) || id === except) continue;
    await engine.networks.disconnect(id, container.id);
    left.push(id);
  }
}

async function untilAnswered(port: number, now: () => number): Promise<void> {
  const until = now() + ANSWER_WITHIN_MS;
  for (;;) {
    if ((await readinessAt(port)) === 'ready') return;
    if (now() > until) throw new NoAnswer('timeout');
    await sleep(ASK_EVERY_MS);
  }
}

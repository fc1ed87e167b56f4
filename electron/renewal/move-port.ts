import { setTimeout as sleep } from 'node:timers/promises';
import { Foreseen } from '#shared/failures/failure.ts';
import { readinessAt } from '../deployment/readiness.ts';
import { pointGate } from '../gate/gate.ts';
import { NoAnswer } from '../service-client/http.ts';
import { routeTo } from './sets.ts';
import type { Stand } from './stand.ts';

/** How long a container that was ready may take to answer at the deployment's port. */
const ANSWER_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 10;

/**
 * Has the gate send requests to the other set. Nothing is restarted and no connection breaks: requests under way end where
 * they began, and the set before is asked for the results of documents that it took. Where the other set does not answer,
 * requests go on to the first. May be done again after a break at any point.
 *
 * Answers for how long requests waited, in milliseconds. Fails with `renewal.switch-failed`, `renewal.not-ready`, `engine.*`.
 */
export async function movePort(
  { engine, gate, old, next }: Stand,
  to: 'old' | 'new',
  now: () => number,
): Promise<number> {
  if (!gate) throw new Foreseen('renewal.not-ready', {});
  const [winner, loser] = to === 'new' ? [next, old] : [old, next];
  const since = now();
  try {
    await pointGate(engine, gate, [routeTo(winner, loser)]);
    await untilAnswered(old.hostPort, now);
  } catch (cause) {
    await pointGate(engine, gate, [routeTo(loser, winner)]);
    throw new Foreseen('renewal.switch-failed', { port: old.hostPort }, { cause });
  }
  return Math.round(now() - since);
}

async function untilAnswered(port: number, now: () => number): Promise<void> {
  const until = now() + ANSWER_WITHIN_MS;
  for (;;) {
    if ((await readinessAt(port)) === 'ready') return;
    if (now() > until) throw new NoAnswer('timeout');
    await sleep(ASK_EVERY_MS);
  }
}

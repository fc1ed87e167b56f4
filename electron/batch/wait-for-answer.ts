import { Foreseen } from '#shared/failures/failure.ts';
import { type Answered, poll } from '../analysis/conversation.ts';
import { pause } from '../analysis/pause.ts';
import { askAtMs, patienceMs } from './rules/asking.ts';
import type { SendNeeds } from './sending.ts';

const THINK_AGAIN_MS = 200;

interface Taken {
  readonly id: string;
  readonly pages: number;
  readonly acceptedAt: number;
}

type WaitNeeds = Pick<SendNeeds, 'talk' | 'limits' | 'clock' | 'luck' | 'expectation' | 'isLast' | 'untilBack'>;

/**
 * Asks for the answer of a document that the service has, as often as makes sense, until it is there or patience ends. A question
 * without a usable answer is asked again; while the container is away, the wait is.
 *
 * Fails as `poll` does, and at the end of patience with what was known last, else with `service.too-slow`.
 */
export async function waitForAnswer(
  route: string,
  { id, pages, acceptedAt }: Taken,
  needs: WaitNeeds,
): Promise<{ readonly answer: Answered; readonly asked: number }> {
  const { talk, limits, clock, expectation } = needs;
  const { signal } = talk();
  let refused = 0;
  let lastMs: number | null = null;
  let awayMs = 0;
  let unclear: Foreseen | null = null;
  const passedMs = (): number => clock() - acceptedAt - awayMs;
  for (let asked = 1; ; asked += 1) {
    const patience = patienceMs(expectation(), pages);
    if (passedMs() > patience) throw unclear ?? new Foreseen('service.too-slow', tooSlowFacts(needs, patience));
    for (;;) {
      const left = askAtMs(expectation(), { pages, lastMs, last: needs.isLast() }) - passedMs();
      if (left <= 0) break;
      // In parts, because what is known gets better meanwhile.
      await pause(Math.min(left, THINK_AGAIN_MS), signal);
    }
    lastMs = passedMs();
    const answer = await poll(talk(), route, id, limits.pollMs);
    if (answer.kind === 'succeeded') return { answer, asked };
    unclear = answer.kind === 'unclear' ? answer.failure : null;
    if (unclear?.code === 'service.unreachable') {
      const since = clock();
      await needs.untilBack();
      awayMs += clock() - since;
    }
    if (answer.retryAfterMs !== null && answer.retryAfterMs > 0)
      await pause(Math.min(answer.retryAfterMs, limits.longestRestMs), signal);
    else if (answer.kind !== 'running') await pause(limits.backOff(refused, null, needs.luck()), signal);
    refused = answer.kind === 'running' ? 0 : refused + 1;
  }
}

const tooSlowFacts = ({ talk }: WaitNeeds, patience: number) => ({
  image: talk().deployment.feature,
  seconds: Math.round(patience / 1000),
});

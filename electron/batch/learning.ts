import { type Expectation, learn } from './rules/asking.ts';
import { firstPace, type Pace, type PaceEvent, paceAfter } from './rules/pace.ts';
import type { Answer } from './sending.ts';

export type Learning = ReturnType<typeof createLearning>;

const NEWEST_COUNTS = 0.2;

/** What a batch learns of the service while it runs: how many at once it takes best, and how long documents take. */
export function createLearning(startedAt: number) {
  let pace: Pace = firstPace(startedAt);
  let expectation: Expectation | null = null;
  let usualPages = 1;
  return {
    /** How many may be in flight. */
    limit: (): number => pace.limit,
    expectation: (): Expectation | null => expectation,
    usualPages: (): number => usualPages,
    happened(event: PaceEvent): void {
      pace = paceAfter(pace, event);
    },
    answered(
      { answer: { pages }, milliseconds, asked }: Answer,
      event: Omit<PaceEvent & { kind: 'answered' }, 'kind' | 'pages'>,
    ): void {
      pace = paceAfter(pace, { kind: 'answered', pages, ...event });
      expectation = learn(expectation, pages, milliseconds, asked);
      usualPages += (pages - usualPages) * NEWEST_COUNTS;
    },
  };
}

import { describe, expect, it } from 'vitest';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Standing } from '#shared/usage/standing.ts';
import { wordsFor } from '#shared/words/languages.ts';
import { sayForecast, shortForecast } from './say-forecast.ts';

const words = wordsFor('en').commitment;
const plan: Commitment = {
  id: 'p',
  name: 'Plan',
  deploymentIds: ['d'],
  meters: [{ image: 'invoice', meter: 'Pages' }],
  quantity: 1000n,
  unit: 'pages',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  price: null,
};
const base: Standing = {
  phase: 'running',
  readAt: '2026-07-01T00:00:00.000Z',
  used: 500n,
  left: 500n,
  over: 0n,
  shareUsed: 0.5,
  shareOfTerm: 0.5,
  termDays: 365,
  daysGone: 181,
  daysLeft: 184,
  usedUpOn: null,
  pace: null,
  forecast: null,
  noForecast: null,
  months: [],
  cost: null,
};
const running = (earliest: string | null, likely: string | null, latest: string | null, chance: number): Standing => ({
  ...base,
  forecast: { total: { low: 700, likely: 900, high: 950 }, runsOut: { earliest, likely, latest }, chance, path: [] },
});

describe('a forecast in words', () => {
  it.each<[string, Standing, string, string]>([
    [
      'a span within a month',
      running('2026-10-03', '2026-10-11', '2026-10-19', 1),
      'Runs out between 3 and 19 October 2026, most likely on 11 October 2026.',
      '11 Oct 2026',
    ],
    [
      'a span over a month’s end',
      running('2026-09-28', '2026-10-11', '2026-10-19', 1),
      'Runs out between 28 September and 19 October 2026, most likely on 11 October 2026.',
      '11 Oct 2026',
    ],
    [
      'some futures that last',
      running('2026-11-03', '2026-12-11', null, 0.7),
      'Runs out on 3 November 2026 at the earliest, most likely on 11 December 2026; in 3 of ten futures it lasts to the end.',
      '11 Dec 2026',
    ],
    [
      'some futures that do not',
      running('2026-12-20', null, null, 0.12),
      'Will probably last. In one of ten futures it runs out before the end, on 20 December 2026 at the earliest.',
      'Lasts',
    ],
    [
      'none that runs out',
      running(null, null, null, 0),
      'Lasts to the term’s end, with 50 to 300 pages left over.',
      'Lasts',
    ],
    [
      'nothing left',
      { ...base, over: 5n, usedUpOn: '2026-06-05' },
      'Used up on 5 June 2026. What is used since is above the commitment.',
      'Used up',
    ],
    [
      'too few readings',
      { ...base, noForecast: { reason: 'too-little', haveDays: 3, needDays: 14 } },
      'A forecast needs 14 days with readings; there are 3.',
      'None yet',
    ],
    [
      'no reading',
      { ...base, noForecast: { reason: 'never-read', haveDays: 0, needDays: 14 } },
      'No reading yet, so no forecast.',
      'None yet',
    ],
    ['before it begins', { ...base, phase: 'before' }, 'Begins on 1 January 2026.', 'Not begun'],
    ['after it ended', { ...base, phase: 'over' }, 'The term is over; 500 pages were not used.', 'Ended'],
  ])('with %s', (_what, stands, said, short) => {
    expect(sayForecast(words, plan, stands)).toBe(said);
    expect(shortForecast(words, stands)).toBe(short);
  });
});

import { describe, expect, it } from 'vitest';
import { type Finish, rateOf, recent } from './rate.ts';

const steady = (count: number, everyMs: number, pages = 2): Finish[] =>
  Array.from({ length: count }, (_, at) => ({ at: (at + 1) * everyMs, pages }));

describe('how fast a batch goes', () => {
  it('is not known before a document came back', () => {
    expect(rateOf([], 0, 10, 5000)).toEqual({ pagesPerMinute: null, remainingMs: null });
    expect(rateOf([], 0, 0, 5000)).toEqual({ pagesPerMinute: null, remainingMs: 0 });
  });

  it('is pages over time, and what is left takes as long for each', () => {
    const finishes = steady(100, 1000);
    const { pagesPerMinute, remainingMs } = rateOf(recent(finishes, 100_000), 0, 30, 100_000);
    expect(pagesPerMinute).toBeCloseTo(120, 0);
    expect(remainingMs).toBeCloseTo(30_000, -3);
  });

  it('is that of the newest twenty, however slow the service is', () => {
    const finishes = steady(50, 30_000, 1);
    const kept = recent(finishes, 1_500_000);
    expect(kept).toHaveLength(20);
    expect(rateOf(kept, 0, 10, 1_500_000).pagesPerMinute).toBeCloseTo(2, 0);
  });

  it('falls while nothing comes back', () => {
    const finishes = steady(30, 1000);
    const rate = (now: number) => rateOf(recent(finishes, now), 0, 10, now).pagesPerMinute ?? 0;
    expect(rate(60_000)).toBeLessThan(rate(30_000) / 1.5);
  });

  it('counts only from when it was taken up again', () => {
    const { pagesPerMinute } = rateOf(steady(10, 1000), 9500, 10, 10_500);
    expect(pagesPerMinute).toBeNull();
  });
});

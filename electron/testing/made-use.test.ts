import { describe, expect, it } from 'vitest';
import { follow } from '../usage/rules/follow.ts';
import { countedIn, NO_READINGS } from '../usage/rules/line.ts';
import { monthSums, monthsApart } from '../usage/rules/month-use.ts';
import { madeUse } from './made-use.ts';

const UNTIL = Date.UTC(2026, 10, 24, 12);
const wish = { seed: 7, until: UNTIL, years: 2, meters: 2, deploymentId: 'd', pagesADay: 200 };

describe('a made history', () => {
  const use = madeUse(wish);

  it('is the same for the same seed, and another for another', () => {
    expect(madeUse(wish)).toEqual(use);
    expect(madeUse({ ...wish, seed: 8 })).not.toEqual(use);
  });

  it('lies in the past and in order, with days left out', () => {
    const times = use.reads.map(({ read }) => read.readAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(UNTIL);
    expect(new Set(times).size).toBeLessThan(730);
    expect(use.entries.every(({ sentAt }) => Date.parse(sentAt) <= UNTIL)).toBe(true);
  });

  it('is understood by the rules: drops and gaps, months and totals that agree', () => {
    let state = NO_READINGS;
    const drops = new Set<number>();
    const gaps: unknown[] = [];
    for (const { image, read } of use.reads) {
      if (image !== 'layout') continue;
      const followed = follow(state, read);
      for (const { at } of followed.drops) drops.add(at);
      if (followed.gap) gaps.push(followed.gap);
      state = followed.state;
    }
    expect(drops.size).toBe(3);
    expect(gaps.length).toBeGreaterThan(0);
    for (const meter of state.meters.values()) {
      expect(meter.lines.flatMap(monthsApart)).toEqual([]);
      const inMonths = monthSums(meter).reduce((sum, { quantity }) => sum + quantity, 0n);
      // What was used before the first reading of a folder's month is in both; nothing else is between them.
      expect(inMonths).toBe(countedIn(meter));
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commitment } from '../domain/commitment.ts';
import type { UsageBook } from '../domain/history.ts';
import { dayOf, weekdayOf } from '../rules/days.ts';
import { bookOf, daysOf, METER, madeUpUse, numberOf, PLAN, siteOf } from '../testing/made-up.ts';
import { seeded } from './random.ts';
import { standing } from './standing.ts';

const OFFICE = {
  perDay: 100,
  weekdays: [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0],
  growth: 0,
  noise: 0.2,
  mood: 0,
  holidays: 0,
  summer: false,
  wander: 0,
};
const NOW = numberOf('2026-09-07'); // a Monday
const at = (day: number): Date => new Date(`${dayOf(day)}T00:00:00.000Z`);
const office = (change: Partial<typeof OFFICE> = {}, days = 200, seed = 1): UsageBook =>
  bookOf(madeUpUse({ ...OFFICE, ...change }, NOW - days, NOW - 1, seed), NOW - days);
const forecast = (
  book: UsageBook,
  change: Partial<Commitment> = {},
  whatIf = { morePerDay: 0, from: '2026-01-01' },
) => {
  const found = standing({ ...PLAN, ...change }, [book], at(NOW), { whatIf }).forecast;
  if (!found) throw new Error('no forecast');
  return found;
};
/** On which day, counted from the first, the sum goes above `limit`. */
function firstAbove(use: readonly number[], limit: number): number {
  let sum = 0;
  for (const [index, one] of use.entries()) {
    sum += one;
    if (sum > limit) return index;
  }
  return use.length;
}
const width = ({ total }: ReturnType<typeof forecast>): number => total.high - total.low;

describe('the forecast of a commitment', () => {
  it('goes on as it was where nothing changes', () => {
    const more = 83 * 140; // working days until the end of the year
    const off = Array.from({ length: 20 }, (_, seed) => {
      const book = office({}, 200, seed);
      const used = Number(standing(PLAN, [book], at(NOW)).used);
      return (forecast(book).total.likely - used) / more - 1;
    });
    expect(Math.abs(off.reduce((sum, one) => sum + one, 0) / off.length)).toBeLessThan(0.03);
  });

  it('does not let an office run out on a weekend', () => {
    const used = Number(standing(PLAN, [office()], at(NOW)).used);
    for (let more = 300; more < 8000; more += 137) {
      const { runsOut } = forecast(office(), { quantity: BigInt(used + more) });
      for (const day of [runsOut.earliest, runsOut.likely]) if (day) expect(weekdayOf(numberOf(day))).toBeLessThan(5);
    }
  });

  it('sees growth, and a plan that will not do although the pace so far would', () => {
    const grown = forecast(office({ growth: 2 }, 400));
    const level = forecast(office({ growth: 0 }, 400));
    expect(grown.total.likely).toBeGreaterThan(level.total.likely * 1.5);
  });

  it('the band is wider with more noise, with less history and further ahead', () => {
    const calm = forecast(office());
    expect(width(forecast(office({ noise: 0.6 })))).toBeGreaterThan(width(calm));
    const relative = (days: number): number => width(forecast(office({}, days)));
    expect(relative(21)).toBeGreaterThan(relative(400));
    const spread = calm.path.map(({ low, high }) => high - low);
    expect(spread).toEqual(spread.toSorted((a, b) => a - b));
  });

  it('days that were read together widen the band, and are no days without use', () => {
    const daily = office({ noise: 0.4 }, 140);
    const use = daily.days[0]?.quantities ?? [];
    const months = Array.from({ length: use.length / 28 }, (_, index) => {
      const first = NOW - use.length + index * 28;
      const quantity = use.slice(index * 28, index * 28 + 28).reduce((sum, one) => sum + one, 0n);
      return [dayOf(first), dayOf(first + 27), quantity] as const;
    });
    const days = daysOf(months);
    const together = forecast({ ...daily, days });
    const apart = forecast(daily);
    expect(Math.abs(together.total.likely / apart.total.likely - 1)).toBeLessThan(0.1);
    expect(width(together)).toBeGreaterThan(width(apart));
  });

  it('an app that is opened on working days only forecasts as one that runs all the time', () => {
    const daily = office();
    const days = daysOf(
      (daily.days[0]?.quantities ?? []).flatMap((quantity, index) => {
        const day = NOW - 200 + index;
        const weekday = weekdayOf(day);
        if (weekday >= 5) return [];
        return [[dayOf(weekday === 0 && index > 2 ? day - 2 : day), dayOf(day), quantity] as const];
      }),
    );
    expect(Math.abs(forecast({ ...daily, days }).total.likely / forecast(daily).total.likely - 1)).toBeLessThan(0.03);
  });

  it('what-if adds so much a day from that day on', () => {
    const plain = forecast(office());
    const more = forecast(office(), {}, { morePerDay: 200, from: '2026-12-01' });
    expect(more.total.likely - plain.total.likely).toBeCloseTo(200 * 31, 3);
    const before = more.path.filter(({ day }) => day < '2026-12-01');
    expect(before).toEqual(plain.path.slice(0, before.length));
    expect(forecast(office(), {}, { morePerDay: -1e6, from: '2026-01-01' }).total.high).toBe(plain.path[0]?.likely);
  });

  it('is the same each time it is asked for', () => {
    expect(forecast(office())).toEqual(forecast(office()));
  });

  it('keeps its order for any history: low, likely and high; earliest, likely and latest; never below what was used', () => {
    const days = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })), {
      minLength: 14,
      maxLength: 120,
    });
    fc.assert(
      fc.property(days, fc.bigInt({ min: 1n, max: 100_000n }), (use, quantity) => {
        const now = standing({ ...PLAN, quantity }, [bookOf(use, NOW - use.length)], at(NOW));
        if (!now.forecast) return;
        const { total, runsOut, chance, path } = now.forecast;
        expect(total.low).toBeLessThanOrEqual(total.likely);
        expect(total.likely).toBeLessThanOrEqual(total.high);
        expect(total.low).toBeGreaterThanOrEqual(Number(now.used));
        const dates = [runsOut.earliest, runsOut.likely, runsOut.latest].map((day) => day ?? '9999');
        expect(dates).toEqual(dates.toSorted());
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(path.at(-1)?.day).toBe('2026-12-31');
        const likely = path.map((one) => one.likely);
        expect(likely).toEqual(likely.toSorted((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('eight of ten truths lie in the band, over many sites, histories and terms', () => {
    const HISTORIES = 300;
    let [inside, told, soon] = [0, 0, 0];
    for (let seed = 0; seed < HISTORIES; seed += 1) {
      const random = seeded(50_000 + seed);
      const past = Math.round(21 + 600 * random() ** 2);
      const ahead = Math.round(21 + 300 * random());
      const use = madeUpUse(siteOf(60_000 + seed), NOW - past, NOW + ahead - 1, 70_000 + seed);
      const truth = use.reduce((sum, one) => sum + one, 0);
      const quantity = BigInt(Math.max(1, Math.round(truth * 0.95)));
      const plan = { ...PLAN, quantity, startsOn: dayOf(NOW - past), endsOn: dayOf(NOW + ahead - 1) };
      const { forecast: found } = standing(plan, [bookOf(use.slice(0, past), NOW - past)], at(NOW));
      if (!found) continue;
      told += 1;
      if (truth >= found.total.low && truth <= found.total.high) inside += 1;
      const day = dayOf(NOW - past + firstAbove(use, Number(quantity)));
      if (day >= (found.runsOut.earliest ?? '9999') && day <= (found.runsOut.latest ?? '9999')) soon += 1;
    }
    // Seen when this was written: 254 of 300 totals and 252 of 300 days, 84 %.
    expect(inside / told).toBeGreaterThan(0.76);
    expect(inside / told).toBeLessThan(0.9);
    expect(soon / told).toBeGreaterThan(0.75);
  });

  it('three years of four meters take less than a frame', () => {
    const first = NOW - 3 * 365;
    const book = bookOf(madeUpUse(siteOf(3), first, NOW - 1, 3), first);
    const names = ['a', 'b', 'c', 'd'];
    const days = book.days.flatMap((day) => names.map((meter) => ({ ...day, meter })));
    const plan = { ...PLAN, meters: names.map((meter) => ({ ...METER, meter })) };
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      standing(plan, [{ ...book, days }], at(NOW));
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(16);
  });
});

import { describe, expect, it } from 'vitest';
import type { Commitment } from '../domain/commitment.ts';
import { dayOf } from '../rules/days.ts';
import { bookOf, daysOf, METER, numberOf, PLAN } from '../testing/made-up.ts';
import { standing } from './standing.ts';

const at = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
const plan = (change: Partial<Commitment> = {}): Commitment => ({ ...PLAN, ...change });
/** So much on each of `days` days before `day`. */
const steady = (day: string, days: number, perDay: number | ((at: number) => number)) =>
  bookOf(
    Array.from({ length: days }, (_, index) => (typeof perDay === 'number' ? perDay : perDay(index))),
    numberOf(day) - days,
  );

describe('how a commitment stands', () => {
  it('counts what was used in its term and no more', () => {
    const book = steady('2026-02-01', 62, 10); // 31 days before the term
    const { phase, used, left, over, shareUsed, termDays, daysGone, daysLeft } = standing(
      plan({ quantity: 1000n }),
      [book],
      at('2026-02-01'),
    );
    expect({ phase, used, left, over, shareUsed, termDays, daysGone, daysLeft }).toEqual({
      phase: 'running',
      used: 310n,
      left: 690n,
      over: 0n,
      shareUsed: 0.31,
      termDays: 365,
      daysGone: 31,
      daysLeft: 334,
    });
  });

  it('tells when it was used up and how much is above', () => {
    const book = steady('2026-03-01', 59, 100);
    const { used, left, over, usedUpOn, forecast } = standing(plan({ quantity: 1000n }), [book], at('2026-03-01'));
    expect({ used, left, over, usedUpOn }).toEqual({ used: 5900n, left: 0n, over: 4900n, usedUpOn: '2026-01-11' });
    expect(forecast?.chance).toBe(1);
  });

  it('sums several meters and several deployments', () => {
    const other = { image: 'layout', meter: 'Pages' } as const;
    const one = steady('2026-02-01', 31, 10);
    const two = { ...one, deploymentId: 'e' };
    const both = {
      ...one,
      days: one.days.flatMap((day) => [day, { ...day, ...other, quantities: day.quantities.map(() => 5n) }]),
    };
    expect(standing(plan({ meters: [METER, other] }), [both], at('2026-02-01')).used).toBe(465n);
    expect(standing(plan({ deploymentIds: ['d', 'e'] }), [one, two], at('2026-02-01')).used).toBe(620n);
    expect(standing(plan(), [one, two], at('2026-02-01')).used).toBe(310n);
  });

  it('quantities of 64 bits are counted to the last unit', () => {
    const huge = 2n ** 63n - 1n;
    const book = steady('2026-02-01', 31, 0);
    const used = { ...book, days: daysOf([['2026-01-05', '2026-01-07', huge - 1n]]) };
    const now = standing(plan({ quantity: huge }), [used], at('2026-02-01'));
    expect([now.used, now.left]).toEqual([huge - 1n, 1n]);
  });

  it('the pace is that of the last four whole weeks, of fewer while there are fewer', () => {
    const book = steady('2026-03-01', 40, (index) => (index < 12 ? 1000 : 20));
    expect(standing(plan(), [book], at('2026-03-01')).pace).toEqual({
      perDay: 20,
      from: '2026-02-01',
      to: '2026-02-28',
      days: 28,
    });
    expect(standing(plan(), [steady('2026-03-01', 16, 20)], at('2026-03-01')).pace?.days).toBe(14);
    expect(standing(plan(), [steady('2026-03-01', 3, 20)], at('2026-03-01')).pace?.days).toBe(3);
  });

  it('months are held against their share of days, at the end of the term too', () => {
    const book = steady('2026-03-11', 69, (index) => (index < 31 ? 20 : 5));
    const { months } = standing(
      plan({ quantity: 3650n, startsOn: '2026-01-15', endsOn: '2027-01-14' }),
      [book],
      at('2026-03-11'),
    );
    expect(months.map(({ month, used, share, over }) => [month, used, share, over])).toEqual([
      ['2026-01', 340n, 170, true],
      ['2026-02', 140n, 280, false],
      ['2026-03', 50n, 310, false],
    ]);
  });

  it('says what is missing for a forecast', () => {
    const why = (change: Partial<Commitment>, days: number, perDay: number, now = '2026-03-01') =>
      standing(plan(change), [steady(now, days, perDay)], at(now)).noForecast;
    expect(why({}, 10, 5)).toEqual({ reason: 'too-little', haveDays: 10, needDays: 14 });
    expect(why({}, 100, 0)).toMatchObject({ reason: 'nothing-used' });
    expect(why({ endsOn: '2026-02-28' }, 100, 5)).toMatchObject({ reason: 'over' });
    expect(standing(plan(), [], at('2026-03-01')).noForecast).toMatchObject({ reason: 'never-read' });
    expect(why({}, 30, 5)).toBeNull();
  });

  it('days before the first use are not days without use', () => {
    const book = steady('2026-03-01', 59, (index) => (index < 49 ? 0 : 5));
    expect(standing(plan(), [book], at('2026-03-01')).noForecast).toMatchObject({ reason: 'too-little', haveDays: 10 });
  });

  it('a deployment that is no longer read does not stop the others', () => {
    const gone = { ...steady('2026-01-20', 19, 10), deploymentId: 'e' };
    const now = standing(plan({ deploymentIds: ['d', 'e'] }), [steady('2026-03-01', 59, 10), gone], at('2026-03-01'));
    expect([now.used, now.readAt]).toEqual([780n, '2026-03-01T00:00:00.000Z']);
  });

  describe('of terms one after the other', () => {
    const first = plan({ endsOn: '2026-01-31' });
    const second = plan({ id: 'b', startsOn: '2026-02-01' });
    const book = steady('2026-03-01', 59, 10);
    const all = [first, second];

    it('each day counts on its own', () => {
      expect(all.map((one) => standing(one, [book], at('2026-03-01'), { all }).used)).toEqual([310n, 280n]);
    });

    it('days that both cover are counted once, on the one that began first', () => {
      const early = plan({ id: 'b', startsOn: '2026-01-22' });
      const both = [first, early];
      expect(both.map((one) => standing(one, [book], at('2026-03-01'), { all: both }).used)).toEqual([310n, 280n]);
    });

    it('a term to come is forecast from today’s use', () => {
      const next = plan({ startsOn: '2026-07-01', endsOn: '2026-07-31' });
      const { phase, used, forecast, shareOfTerm } = standing(next, [book], at('2026-03-01'));
      expect([phase, used, shareOfTerm]).toEqual(['before', 0n, 0]);
      expect(forecast?.total.likely).toBeGreaterThan(280);
      expect(forecast?.total.likely).toBeLessThan(340);
    });
  });

  describe('in money', () => {
    const price = { amount: 1000, overage: 0.5, currency: 'EUR' };
    it('tells what a unit costs so far, and what is above', () => {
      const book = steady('2026-02-01', 31, 100);
      expect(standing(plan({ quantity: 3000n, price }), [book], at('2026-02-01')).cost).toMatchObject({
        paid: 1000,
        perUnitPlanned: 1 / 3,
        perUnitSoFar: 1050 / 3100,
        overage: 50,
      });
    });

    it('forecasts what is above, nothing where nothing will be', () => {
      const book = steady('2026-03-01', 59, 100);
      const cost = (quantity: bigint) =>
        standing(plan({ quantity, price }), [book], at('2026-03-01')).cost?.overageForecast;
      expect(cost(10_000n)?.likely).toBeGreaterThan(12_000);
      expect(cost(100_000_000n)).toEqual({ low: 0, likely: 0, high: 0 });
    });

    it('without a price, or one for overage, says nothing of it', () => {
      const book = steady('2026-03-01', 59, 100);
      expect(standing(plan(), [book], at('2026-03-01')).cost).toBeNull();
      expect(standing(plan({ price: { ...price, overage: null } }), [book], at('2026-03-01')).cost).toMatchObject({
        overage: null,
        overageForecast: null,
      });
    });
  });

  it('a reading of some days ago is where the forecast begins', () => {
    const book = steady('2026-03-01', 59, 10);
    const fresh = standing(plan(), [book], at('2026-03-01'));
    const stale = standing(plan(), [book], at('2026-03-10'));
    expect(stale.forecast).toEqual(fresh.forecast);
    expect(stale.forecast?.path[0]?.day).toBe(dayOf(numberOf('2026-03-01')));
  });
});

// For tests: plausible use of a site, made by rules that the forecast does not know.
import type { Commitment } from '../domain/commitment.ts';
import type { MeterDays, UsageBook } from '../domain/history.ts';
import { dayNumber, dayOf, weekdayOf } from '../rules/days.ts';
import { normals, seeded } from '../usage/random.ts';

export const METER = { image: 'invoice', meter: 'Pages' } as const;

export interface Site {
  readonly perDay: number;
  readonly weekdays: readonly number[];
  /** Change of the level in a year, e.g. 0.5 for half as much again. */
  readonly growth: number;
  /** Deviation of a day's use, relative. */
  readonly noise: number;
  /** How much of a day's mood is left on the next. */
  readonly mood: number;
  /** Days of a year on which nobody works, weekends aside. */
  readonly holidays: number;
  /** Whether a fortnight each summer runs at a third. */
  readonly summer: boolean;
  /** Deviation of the level's wandering in a week, relative. */
  readonly wander: number;
}

/** What a site uses on each of the days from `first` to `last`. */
export function madeUpUse(site: Site, first: number, last: number, seed: number): readonly number[] {
  const random = seeded(seed);
  const normal = normals(random);
  let mood = 0;
  let wandered = 0;
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const day = first + at;
    mood = site.mood * mood + Math.sqrt(1 - site.mood ** 2) * normal();
    wandered += (site.wander / Math.sqrt(7)) * normal();
    const closed = random() < site.holidays / 260;
    const summer = site.summer && /-08-(?:0[3-9]|1[0-6])$/.test(dayOf(day)) ? 1 / 3 : 1;
    const grown = Math.max(0.1, 1 + (site.growth * at) / 365) * Math.exp(wandered);
    const share = site.weekdays[weekdayOf(day)] ?? 1;
    if (closed) return 0;
    return Math.round(site.perDay * grown * share * summer * Math.exp(site.noise * mood - site.noise ** 2 / 2));
  });
}

/** A site drawn at random: offices and plants, small and large, growing and shrinking. */
export function siteOf(seed: number): Site {
  const random = seeded(seed);
  const weekend = random() < 0.6 ? 0 : random();
  const weekdays = [0, 1, 2, 3, 4].map(() => 0.7 + 0.6 * random());
  return {
    perDay: Math.round(10 ** (1.5 + 2.5 * random())),
    weekdays: [...weekdays, weekend, weekend * random()],
    growth: -0.4 + 1.0 * random(),
    noise: 0.1 + 0.5 * random(),
    mood: 0.7 * random(),
    holidays: 12 * random(),
    summer: random() < 0.3,
    wander: random() < 0.5 ? 0 : 0.03 * random(),
  };
}

/** The days of one meter as a book holds them: one by one, or told together from one day to another. */
export function daysOf(days: readonly (readonly [from: string, to: string, quantity: number | bigint])[]): MeterDays[] {
  const starts = days.map(([from]) => numberOf(from));
  if (starts.length === 0) return [];
  const first = Math.min(...starts);
  const last = Math.max(...days.map(([, to]) => numberOf(to)));
  const quantities = Array.from({ length: last - first + 1 }, () => 0n);
  const spread: MeterDays['spread'] = [];
  for (const [from, to, quantity] of days) {
    const at = numberOf(from) - first;
    if (from === to) quantities[at] = (quantities[at] ?? 0n) + BigInt(quantity);
    else spread.push({ from, to, quantity: BigInt(quantity) });
  }
  return [{ ...METER, from: dayOf(first), quantities, spread }];
}

/** The book of one meter whose days from `first` on were used so; read at the midnight after the last of them. */
export function bookOf(use: readonly number[], first: number, change: Partial<UsageBook> = {}): UsageBook {
  const quantities = use.map((quantity) => BigInt(quantity));
  return {
    deploymentId: 'd',
    readAt: `${dayOf(first + use.length)}T00:00:00.000Z`,
    readings: use.length,
    stale: [],
    totals: [{ ...METER, quantity: quantities.reduce((total, one) => total + one, 0n) }],
    months: [],
    monthsApart: [],
    days: use.length === 0 ? [] : [{ ...METER, from: dayOf(first), quantities, spread: [] }],
    gaps: [],
    drops: [],
    ledger: [],
    ...change,
  };
}

export const PLAN: Commitment = {
  id: 'plan',
  name: 'Plan',
  deploymentIds: ['d'],
  meters: [METER],
  quantity: 100_000n,
  unit: 'pages',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  price: null,
};

export const numberOf = (day: string): number => dayNumber(day) ?? 0;

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Month } from '#shared/domain/history.ts';
import { type Followed, follow, type Read } from './follow.ts';
import { countedIn, NO_READINGS, type PartState } from './line.ts';
import { monthSums, monthsApart } from './month-use.ts';
import { monthAt } from './months.ts';

const HOUR = 60 * 60 * 1000;
const START = Date.UTC(2026, 0, 10, 12);

const read = (hours: number, total: bigint | null, more: Partial<Read> = {}): Read => ({
  container: 'c1',
  folder: '/a',
  readAt: START + hours * HOUR,
  runningSince: null,
  totals: total === null ? [] : [{ name: 'Pages', quantity: total }],
  months: [],
  ...more,
});
const inMonth = (month: Month, quantity: bigint) => ({ month, meters: [{ name: 'Pages', quantity }] });

/** All readings in order: the last state, and all that each told. */
function followAll(reads: readonly Read[]) {
  let state: PartState = NO_READINGS;
  const told: Followed[] = [];
  for (const one of reads) {
    const followed = follow(state, one);
    told.push(followed);
    state = followed.state;
  }
  const meter = state.meters.get('Pages');
  return {
    state,
    counted: meter ? countedIn(meter) : 0n,
    months: meter ? monthSums(meter) : [],
    apart: meter ? meter.lines.flatMap(monthsApart) : [],
    days: told.flatMap(({ days }) => days),
    drops: told.flatMap(({ drops }) => drops),
    gaps: told.flatMap(({ gap }) => gap ?? []),
  };
}

describe('a total that only rises', () => {
  it('is what was counted; the days have what came after the first reading', () => {
    const { counted, days, drops } = followAll([read(0, 100n), read(24, 130n), read(48, 130n), read(72, 131n)]);
    expect(counted).toBe(131n);
    expect(drops).toEqual([]);
    expect(days).toEqual([
      { meter: 'Pages', from: '2026-01-11', to: '2026-01-11', quantity: 30n },
      { meter: 'Pages', from: '2026-01-13', to: '2026-01-13', quantity: 1n },
    ]);
  });

  it('is told for the day in which the middle between two readings lies', () => {
    const at = (iso: string, total: bigint) => read(0, total, { readAt: Date.parse(iso) });
    const evenings = followAll([at('2026-01-10T18:00:00Z', 1n), at('2026-01-11T18:30:00Z', 5n)]);
    expect(evenings.days).toMatchObject([{ from: '2026-01-11', to: '2026-01-11' }]);
    const mornings = followAll([at('2026-01-10T07:00:00Z', 1n), at('2026-01-11T07:30:00Z', 5n)]);
    expect(mornings.days).toMatchObject([{ from: '2026-01-10', to: '2026-01-10' }]);
  });

  it('is a span of days where more than 26 hours lie between two readings', () => {
    expect(followAll([read(0, 1n), read(70, 5n)]).days).toMatchObject([{ from: '2026-01-10', to: '2026-01-13' }]);
  });

  it('goes on through a clock that was set back', () => {
    const { counted, days, gaps } = followAll([read(48, 1n), read(0, 5n), read(24, 6n)]);
    expect(counted).toBe(6n);
    expect(days.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(5n);
    expect(gaps).toEqual([]);
  });
});

describe('a total that drops', () => {
  it('goes on from there when a container was replaced, and that is told', () => {
    const { counted, drops } = followAll([
      read(0, 100n),
      read(1, 4n, { container: 'c2' }),
      read(2, 9n, { container: 'c2' }),
    ]);
    expect(counted).toBe(109n);
    expect(drops).toEqual([{ meter: 'Pages', at: START + HOUR, before: 100n, after: 4n, why: 'another-container' }]);
  });

  it('goes on from there when the records were lost, of which nobody knows the reason', () => {
    const { counted, drops } = followAll([read(0, 100n), read(1, 4n), read(2, 120n)]);
    expect(counted).toBe(220n);
    expect(drops).toMatchObject([{ before: 100n, after: 4n, why: 'unknown' }]);
  });

  it('is no drop where a new container goes on from the records of the old one', () => {
    const { counted, drops } = followAll([read(0, 100n), read(1, 103n, { container: 'c2' })]);
    expect(counted).toBe(103n);
    expect(drops).toEqual([]);
  });

  it('counts two containers that take turns on two folders once each', () => {
    const other = { folder: '/b', container: 'c2' };
    const { counted, drops } = followAll([
      read(0, 100n),
      read(1, 10n, other),
      read(2, 120n),
      read(3, 15n, other),
      read(4, 200n, other),
      read(5, 121n),
    ]);
    expect(counted).toBe(321n);
    expect(drops).toMatchObject([{ before: 100n, after: 10n, why: 'another-output-folder' }]);
  });

  it('counts two containers that take turns on one folder, each with its own count, once each', () => {
    const other = { container: 'c2' };
    const { counted } = followAll([read(0, 100n), read(1, 10n, other), read(2, 120n), read(3, 15n, other)]);
    expect(counted).toBe(135n);
  });

  it('counts nothing twice where the records moved into another folder', () => {
    const moved = { folder: '/b', container: 'c2' };
    expect(followAll([read(0, 100n), read(1, 100n, moved), read(2, 104n, moved)])).toMatchObject({
      counted: 104n,
      drops: [],
    });
    const withMonths = followAll([
      read(0, 100n, { months: [inMonth('2025-12', 60n), inMonth('2026-01', 40n)] }),
      read(1, 107n, { ...moved, months: [inMonth('2025-12', 60n), inMonth('2026-01', 47n)] }),
    ]);
    expect(withMonths).toMatchObject({ counted: 107n, drops: [] });
  });

  it('begins anew in a folder that was empty, even if that is more than before', () => {
    const fresh = { folder: '/b', container: 'c2' };
    const { counted, drops } = followAll([read(0, 5n), read(1, null, fresh), read(2, 8n, fresh)]);
    expect(counted).toBe(13n);
    expect(drops).toMatchObject([{ before: 5n, after: 8n, why: 'another-output-folder' }]);
  });

  it('does not tell old records of a new folder as use of today', () => {
    const old = { folder: '/b', container: 'c2', months: [inMonth('2025-10', 900n), inMonth('2026-01', 7n)] };
    const { counted, days, months } = followAll([read(0, 5n), read(24, 907n, old)]);
    expect(counted).toBe(912n);
    expect(days).toMatchObject([{ quantity: 7n }]);
    expect(months).toEqual([
      { month: '2025-10', quantity: 900n },
      { month: '2026-01', quantity: 7n },
    ]);
  });

  it('goes on from a reading of a former version, which did not know folders', () => {
    const old = read(0, 12n, { folder: null, container: null });
    expect(followAll([old, read(24, 15n)])).toMatchObject({ counted: 15n, drops: [] });
    expect(followAll([old, read(24, 2n)])).toMatchObject({ counted: 14n, drops: [{ why: 'unknown' }] });
  });

  it('is not dropped by a reading that does not name the meter', () => {
    expect(followAll([read(0, 100n), read(1, null), read(2, 101n)])).toMatchObject({ counted: 101n, drops: [] });
  });
});

describe('months', () => {
  it('have what their own route says last, over drops too', () => {
    const { months } = followAll([
      read(0, 10n, { months: [inMonth('2025-12', 4n), inMonth('2026-01', 6n)] }),
      read(24, 15n, { months: [inMonth('2026-01', 11n)] }),
      read(48, 2n, { container: 'c2', months: [inMonth('2026-01', 2n)] }),
    ]);
    expect(months).toEqual([
      { month: '2025-12', quantity: 4n },
      { month: '2026-01', quantity: 13n },
    ]);
  });

  it('have the differences of totals where their route does not answer', () => {
    expect(followAll([read(0, 10n), read(24, 15n), read(24 * 25, 20n)]).months).toEqual([
      { month: '2026-01', quantity: 10n },
    ]);
  });

  it('that agree with the totals as far as the readings tell are not told apart', () => {
    const late = 24 * 20;
    const { apart } = followAll([
      read(0, 10n, { months: [inMonth('2026-01', 10n)] }),
      read(late, 30n, { months: [inMonth('2026-01', 30n)] }),
      // Over the turn of the month: 12 more, of which the route knows where they belong.
      read(late + 60, 42n, { months: [inMonth('2026-01', 33n), inMonth('2026-02', 9n)] }),
    ]);
    expect(apart).toEqual([]);
  });

  it('that do not agree with the totals are told apart', () => {
    const { apart, months } = followAll([
      read(0, 10n, { months: [inMonth('2026-01', 10n)] }),
      read(24 * 30, 20n, { months: [inMonth('2026-01', 12n), inMonth('2026-02', 8n)] }),
      read(24 * 31, 25n, { months: [inMonth('2026-02', 50n)] }),
    ]);
    expect(months).toContainEqual({ month: '2026-02', quantity: 50n });
    expect(apart).toMatchObject([{ month: '2026-02', reported: 50n }]);
  });
});

describe('times without readings', () => {
  it('are those longer than 26 hours', () => {
    expect(followAll([read(0, 1n), read(26, 1n)]).gaps).toEqual([]);
    expect(followAll([read(0, 1n), read(27, 1n)]).gaps).toEqual([{ from: START, to: START + 27 * HOUR }]);
  });

  it('begin for one that was stopped with its next start', () => {
    const { state } = followAll([read(0, 1n)]);
    const stopped = { ...state, stoppedAt: START + HOUR };
    const later = (runningSince: number | null) => follow(stopped, read(100, 1n, { runningSince })).gap;
    expect(later(START + 99 * HOUR)).toBeNull();
    expect(later(null)).toBeNull();
    expect(later(START + 60 * HOUR)).toEqual({ from: START + 60 * HOUR, to: START + 100 * HOUR });
  });
});

/** What really happens in a folder: pages are counted, whoever looks. */
interface World {
  readonly steps: readonly {
    readonly hours: number;
    readonly folder: number;
    readonly pages: bigint;
    readonly lost: boolean;
  }[];
}

const world: fc.Arbitrary<World> = fc.record({
  steps: fc.array(
    fc.record({
      hours: fc.integer({ min: 1, max: 400 }),
      folder: fc.integer({ min: 0, max: 2 }),
      pages: fc.oneof(fc.bigInt(0n, 50n), fc.bigInt(0n, 2n ** 55n)),
      lost: fc.boolean(),
      months: fc.boolean(),
    }),
    { maxLength: 40 },
  ),
});

/** Readings of such a world, with what was truly used. Each folder is looked at once while it is still empty. */
function play({ steps }: World, allowLoss: boolean) {
  const totals = new Map<number, bigint>();
  const months = new Map<number, Map<Month, bigint>>();
  const truth = new Map<Month, bigint>();
  const reads: Read[] = [];
  let hours = 0;
  let used = 0n;
  for (const step of steps) {
    hours += step.hours;
    const at = START + hours * HOUR;
    const { folder } = step;
    const place = { folder: `/${folder}`, container: `c${folder}` };
    if (!totals.has(folder)) {
      totals.set(folder, 0n);
      months.set(folder, new Map());
      reads.push(read(0, null, { ...place, readAt: at - HOUR / 2 }));
    }
    const ofFolder = months.get(folder) ?? new Map<Month, bigint>();
    const before = totals.get(folder) ?? 0n;
    // Records that are lost are lost as a whole, and less than before is counted until somebody looks again.
    const loses = allowLoss && step.lost && before > 0n;
    if (loses) ofFolder.clear();
    const pages = loses ? step.pages % before : step.pages;
    used += pages;
    totals.set(folder, (loses ? 0n : before) + pages);
    ofFolder.set(monthAt(at), (ofFolder.get(monthAt(at)) ?? 0n) + pages);
    truth.set(monthAt(at), (truth.get(monthAt(at)) ?? 0n) + pages);
    reads.push(
      read(0, totals.get(folder) ?? 0n, {
        ...place,
        readAt: at,
        months: [...ofFolder].map(([month, quantity]) => inMonth(month, quantity)),
      }),
    );
  }
  return { reads, used, truth };
}

describe('whatever happens', () => {
  it('over folders that take turns nothing is counted twice and nothing is lost', () => {
    fc.assert(
      fc.property(world, (one) => {
        const { reads, used, truth } = play(one, false);
        const { counted, months, days, apart } = followAll(reads);
        expect(counted).toBe(used);
        expect(days.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(used);
        expect(months).toEqual(
          [...truth]
            .filter(([, quantity]) => quantity > 0n)
            .map(([month, quantity]) => ({ month, quantity }))
            .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
        );
        expect(apart).toEqual([]);
      }),
    );
  });

  it('and over losses of records too', () => {
    fc.assert(
      fc.property(world, (one) => {
        const { reads, used } = play(one, true);
        const { counted, drops, days } = followAll(reads);
        expect(counted).toBe(used);
        expect(days.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(used);
        for (const { why } of drops) expect(['another-output-folder', 'unknown']).toContain(why);
      }),
    );
  });

  it('what was counted never shrinks, and a reading twice is a reading once', () => {
    const anyRead = fc.record({
      hours: fc.integer({ min: 0, max: 5000 }),
      total: fc.option(fc.bigInt(0n, 2n ** 63n - 1n)),
      folder: fc.constantFrom('/a', '/b', null),
      container: fc.constantFrom('c1', 'c2', null),
      month: fc.bigInt(0n, 1000n),
    });
    fc.assert(
      fc.property(fc.array(anyRead, { maxLength: 25 }), (all) => {
        const reads = all.map(({ hours, total, folder, container, month }) =>
          read(hours, total, { folder, container, months: [inMonth('2026-01', month)] }),
        );
        let before = 0n;
        for (let count = 1; count <= reads.length; count++) {
          const { counted } = followAll(reads.slice(0, count));
          expect(counted >= before).toBe(true);
          before = counted;
        }
        const twice = followAll(reads.flatMap((one) => [one, one]));
        const once = followAll(reads);
        expect(twice.counted).toBe(once.counted);
        expect(twice.months).toEqual(once.months);
        expect(twice.drops).toEqual(once.drops);
      }),
    );
  });
});

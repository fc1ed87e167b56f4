import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageBook } from '../domain/history.ts';
import { dayOf } from '../rules/days.ts';
import { bookOf, daysOf, METER, numberOf } from '../testing/made-up.ts';
import { spansOf, usedWithin } from './spans.ts';

type Days = readonly (readonly [from: string, to: string, quantity: number])[];
type Months = readonly (readonly [month: string, quantity: number])[];

const book = (days: Days, months: Months = [], readAt = '2026-03-20T12:00:00.000Z'): UsageBook =>
  bookOf([], 0, {
    readAt,
    days: daysOf(days),
    months: months.map(([month, quantity]) => ({ ...METER, month, quantity: BigInt(quantity) })),
  });
const within = (one: UsageBook, from: string, to: string): number =>
  Number(usedWithin(spansOf(one, METER), numberOf(from), numberOf(to)));

describe('use by day', () => {
  it('of days read together is told evenly, and no unit is lost between two terms', () => {
    const one = book([['2026-01-30', '2026-02-02', 10]]);
    expect(within(one, '2026-01-01', '2026-01-31')).toBe(5);
    expect(within(one, '2026-02-01', '2026-12-31')).toBe(5);
    expect(within(one, '2026-01-30', '2026-01-30') + within(one, '2026-01-31', '2026-02-02')).toBe(10);
  });

  it('adds up to the whole wherever it is cut', () => {
    const span = fc.record({
      from: fc.integer({ min: 0, max: 400 }),
      days: fc.integer({ min: 1, max: 60 }),
      q: fc.bigInt({ min: 0n, max: 2n ** 62n }),
    });
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 20 }),
        fc.array(fc.integer({ min: -10, max: 500 }), { maxLength: 5 }),
        (list, cuts) => {
          const spans = list.map(({ from, days, q }) => ({ first: from, last: from + days - 1, quantity: q }));
          const edges = [-100, ...cuts.toSorted((a, b) => a - b), 1000];
          const parts = edges.slice(1).map((edge, at) => usedWithin(spans, (edges[at] ?? 0) + 1, edge));
          expect(parts.reduce((sum, one) => sum + one, 0n)).toBe(list.reduce((sum, { q }) => sum + q, 0n));
        },
      ),
    );
  });

  it('at the end of a month is what the months themselves say', () => {
    const one = book(
      [
        ['2026-01-10', '2026-01-10', 100],
        ['2026-02-27', '2026-03-02', 40],
        ['2026-03-03', '2026-03-03', 5],
      ],
      [
        ['2026-01', 100],
        ['2026-02', 38],
        ['2026-03', 7],
      ],
    );
    expect(within(one, '2026-02-01', '2026-02-28')).toBe(38);
    expect(within(one, '2026-03-01', '2026-03-31')).toBe(7);
  });

  it('before the first reading is known by month, and counts', () => {
    const one = book(
      [
        ['2026-03-10', '2026-03-10', 5],
        ['2026-03-11', '2026-03-11', 6],
      ],
      [
        ['2026-01', 310],
        ['2026-02', 280],
        ['2026-03', 31],
      ],
    );
    expect(within(one, '2026-01-01', '2026-01-31')).toBe(310);
    expect(within(one, '2026-01-01', '2026-01-15')).toBe(150);
    expect(within(one, '2026-01-01', '2026-12-31')).toBe(621);
    expect(spansOf(one, METER).at(-3)).toEqual({
      first: numberOf('2026-03-01'),
      last: numberOf('2026-03-10'),
      quantity: 20n,
    });
  });

  it('months that know less than the readings take nothing away', () => {
    const one = book([['2026-02-10', '2026-02-10', 50]], [['2026-02', 20]]);
    expect(within(one, '2026-02-01', '2026-02-28')).toBe(50);
  });

  it('whatever the months say, every reading is counted once', () => {
    const day = fc.record({
      gap: fc.integer({ min: 0, max: 3 }),
      days: fc.integer({ min: 1, max: 50 }),
      quantity: fc.integer({ min: 0, max: 1000 }),
    });
    const months = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 24 });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 15 }), months, (list, quantities) => {
        let at = numberOf('2025-01-20');
        const days: Days = list.map(({ gap, days: length, quantity }) => {
          const from = at + gap;
          at = from + length;
          return [dayOf(from), dayOf(at - 1), quantity] as const;
        });
        const sum = list.reduce((total, { quantity }) => total + quantity, 0);
        const named: Months = quantities.map(
          (quantity, index) =>
            [`${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`, quantity] as const,
        );
        expect(within(book(days, named), '2020-01-01', '2040-01-01')).toBeGreaterThanOrEqual(sum);
        expect(within(book(days), '2020-01-01', '2040-01-01')).toBe(sum);
      }),
    );
  });
});

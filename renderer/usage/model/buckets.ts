import type { UsageBook } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { type DayState, dayCells } from './day-cells.ts';
import { type MeterLine, meterId } from './meters.ts';
import { dayTitle, firstDayOf, monthNumber, monthOf, monthTitle } from './months.ts';
import type { Months, Period } from './period.ts';

/** One bar of a chart, one row of its table. */
export interface Bucket {
  /** `2026-11` or `2026-11-24`. */
  readonly key: string;
  /** `November 2026` or `24 November 2026`. */
  readonly title: string;
  readonly state: DayState;
  /** One for each meter, in their order. */
  readonly values: readonly bigint[];
}

export interface Buckets {
  readonly by: 'month' | 'day';
  readonly list: readonly Bucket[];
}

/** The months that a book tells about, up to now; those before the first are not drawn. */
export function monthsOf({ months }: UsageBook, now: Date): Months {
  const last = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const numbers = months.map(({ month }) => monthNumber(month));
  return {
    first: numbers.reduce((least, number) => Math.min(least, number), last),
    last: numbers.reduce((most, number) => Math.max(most, number), last),
  };
}

/** What the meters counted in a period: by day up to a quarter, by month beyond. */
export function bucketsOf(book: UsageBook, meters: readonly MeterLine[], period: Period): Buckets {
  if (period.zoom === 'month' || period.zoom === 'quarter') {
    const cells = dayCells(book, meters, firstDayOf(period.first), firstDayOf(period.last + 1) - 1);
    const list = cells.map(({ day, state, values }) => ({ key: dayOf(day), title: dayTitle(day), state, values }));
    return { by: 'day', list };
  }
  const places = new Map(meters.map(({ id }, at) => [id, at]));
  const list = Array.from({ length: period.last - period.first + 1 }, (_, at) => ({
    key: monthOf(period.first + at),
    title: monthTitle(period.first + at),
    state: 'known' as const,
    values: meters.map(() => 0n),
  }));
  for (const { image, meter, month, quantity } of book.months) {
    const values = list[monthNumber(month) - period.first]?.values;
    const place = places.get(meterId({ image, meter }));
    if (values && place !== undefined) values[place] = (values[place] ?? 0n) + quantity;
  }
  return { by: 'month', list };
}

import type { UsageBook } from '#shared/domain/history.ts';
import { numberOfDay } from '#shared/rules/days.ts';
import { type MeterLine, meterId } from './meters.ts';

/**
 * How well a day's use is known. `spread`: it was read over several days, and an equal share of it is shown. `unknown`: there
 * should have been readings and were none. `outside`: before the first reading or still to come.
 */
export type DayState = 'known' | 'spread' | 'unknown' | 'outside';

/** One day of some meters. */
export interface DayCell {
  readonly day: number;
  readonly state: DayState;
  /** One for each meter that was asked for. */
  readonly values: readonly bigint[];
}

interface Column {
  readonly first: number;
  readonly quantities: readonly bigint[];
  readonly spans: readonly { readonly from: number; readonly to: number; readonly quantity: bigint }[];
}

/** The first and the last day that readings tell about; null before the first. */
export function daysKnown({ days, readAt }: UsageBook): { readonly first: number; readonly last: number } | null {
  if (readAt === null) return null;
  const last = numberOfDay(readAt.slice(0, 10));
  const firsts = days.flatMap(({ from, quantities, spread }) => [
    ...(quantities.length > 0 ? [numberOfDay(from)] : []),
    ...spread.map((span) => numberOfDay(span.from)),
  ]);
  return { first: firsts.reduce((least, day) => Math.min(least, day), last), last };
}

/** Each day from `first` to `last` (day numbers), for these meters. Shares of a span add up to it exactly. */
export function dayCells(
  book: UsageBook,
  meters: readonly Pick<MeterLine, 'id' | 'key'>[],
  first: number,
  last: number,
): readonly DayCell[] {
  const columns = meters.map(({ id }): Column => {
    const found = book.days.find((days) => meterId(days) === id);
    return {
      first: numberOfDay(found?.from ?? '1970-01-01'),
      quantities: found?.quantities ?? [],
      spans: (found?.spread ?? [])
        .map(({ from, to, quantity }) => ({ from: numberOfDay(from), to: numberOfDay(to), quantity }))
        .filter(({ from, to }) => to >= first && from <= last),
    };
  });
  const images = new Set(meters.map(({ key }) => key.image));
  const gaps = book.gaps
    .filter(({ image }) => images.has(image))
    .map(({ from, to }) => ({
      from: numberOfDay(from.slice(0, 10)) + 1,
      to: to === null ? Number.POSITIVE_INFINITY : numberOfDay(to.slice(0, 10)) - 1,
    }));
  const known = daysKnown(book);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at): DayCell => {
    const day = first + at;
    let spread = false;
    const values = columns.map((column) => {
      let value = column.quantities[day - column.first] ?? 0n;
      for (const { from, to, quantity } of column.spans) {
        if (day < from || day > to) continue;
        spread = true;
        const count = BigInt(to - from + 1);
        value += quantity / count + (BigInt(day - from) < quantity % count ? 1n : 0n);
      }
      return value;
    });
    const inside = known !== null && day >= known.first && day <= known.last;
    const used = values.some((value) => value > 0n);
    const missing = gaps.some(({ from, to }) => day >= from && day <= to);
    const state = spread ? 'spread' : used ? 'known' : !inside ? 'outside' : missing ? 'unknown' : 'known';
    return { day, state, values };
  });
}

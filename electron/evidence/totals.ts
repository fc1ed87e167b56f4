import type { ImageId } from '#shared/domain/catalogue.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { dayNumber, dayOf } from '#shared/rules/days.ts';
import { spansOf, usedWithin } from '#shared/usage/spans.ts';

export interface MonthOfMeter {
  /** `2026-11`. */
  readonly month: string;
  readonly quantity: bigint;
  /** Whether the period holds only a part of this month. */
  readonly part: boolean;
}

export interface MeterInPeriod {
  readonly image: ImageId;
  readonly meter: string;
  readonly total: bigint;
  readonly months: readonly MonthOfMeter[];
}

/**
 * What each meter counted in a period of days (both included), by month. Use that is known for several days together is
 * told evenly by day where the period cuts through it. Months without use are left out.
 */
export function totalsIn(book: UsageBook, from: string, to: string): readonly MeterInPeriod[] {
  const [first, last] = [dayNumber(from) ?? 0, dayNumber(to) ?? 0];
  const keys = new Map(
    [...book.totals, ...book.months, ...book.days].map(({ image, meter }) => [`${image} ${meter}`, { image, meter }]),
  );
  return [...keys.values()].map(({ image, meter }) => {
    const spans = spansOf(book, { image, meter });
    const months = monthsOver(first, last).flatMap((month): MonthOfMeter[] => {
      const quantity = usedWithin(spans, Math.max(first, month.first), Math.min(last, month.last));
      if (quantity === 0n) return [];
      return [{ month: month.name, quantity, part: month.first < first || month.last > last }];
    });
    return { image, meter, total: months.reduce((sum, { quantity }) => sum + quantity, 0n), months };
  });
}

function monthsOver(first: number, last: number) {
  const months: { readonly name: string; readonly first: number; readonly last: number }[] = [];
  for (let day = first; day <= last; ) {
    const name = dayOf(day).slice(0, 7);
    const [year = 0, number = 1] = name.split('-').map(Number);
    const end = Math.round(Date.UTC(year, number, 1) / 86_400_000) - 1;
    months.push({ name, first: dayNumber(`${name}-01`) ?? day, last: end });
    day = end + 1;
  }
  return months;
}

import type { MeterKey, UsageBook } from '../domain/history.ts';
import { dayNumber } from '../rules/days.ts';

/** Use that is known for these days together (both included): between two readings, or for a month as a whole. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly quantity: bigint;
}

/** What of a span falls on the days up to `last`: evenly by day, so that parts always add up to the whole. */
const upTo = ({ first, last, quantity }: Span, day: number): bigint => {
  if (day < first) return 0n;
  return day >= last ? quantity : (quantity * BigInt(day - first + 1)) / BigInt(last - first + 1);
};

/** What of the spans falls on the days from `first` to `last`. */
export function usedWithin(spans: readonly Span[], first: number, last: number): bigint {
  let sum = 0n;
  if (last < first) return sum;
  for (const span of spans) {
    if (span.last < first || span.first > last) continue;
    sum += span.first >= first && span.last <= last ? span.quantity : upTo(span, last) - upTo(span, first - 1);
  }
  return sum;
}

interface MonthDays {
  readonly first: number;
  readonly last: number;
}

function monthDays(month: string): MonthDays {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = dayNumber(`${month}-01`) ?? 0;
  return { first, last: Math.round(Date.UTC(year, number, 1) / 86_400_000) - 1 };
}

/**
 * A meter's use in a book, span by span, oldest first. Where a span crosses the end of a month, the months' own numbers say
 * how much fell before it; what a month counted that no span explains (before the first reading) is a span of its own.
 */
export function spansOf(book: UsageBook, { image, meter }: MeterKey): readonly Span[] {
  const mine = (one: MeterKey): boolean => one.image === image && one.meter === meter;
  const read = book.days
    .filter(mine)
    .flatMap((days): Span[] => {
      const first = dayNumber(days.from) ?? 0;
      const single = days.quantities.flatMap((quantity, at) =>
        quantity > 0n ? [{ first: first + at, last: first + at, quantity }] : [],
      );
      const several = days.spread.map(({ from, to, quantity }) => ({
        first: dayNumber(from) ?? 0,
        last: dayNumber(to) ?? 0,
        quantity,
      }));
      return [...single, ...several];
    })
    .toSorted((a, b) => a.first - b.first);
  const months = book.months.filter(mine).map(({ month, quantity }) => ({ ...monthDays(month), quantity }));
  months.sort((a, b) => a.first - b.first);
  if (months.length === 0) return read;

  const begins = book.days.filter(mine).map(({ from }) => dayNumber(from) ?? Number.POSITIVE_INFINITY);
  const begin = Math.min(read[0]?.first ?? Number.POSITIVE_INFINITY, ...begins);
  const until = book.readAt === null ? Number.POSITIVE_INFINITY : (dayNumber(book.readAt.slice(0, 10)) ?? 0);
  const left = new Map(months.map((month) => [month, month.quantity]));
  const spans: Span[] = [];
  const take = (span: Span): void => {
    const month = months.find(({ first, last }) => span.first >= first && span.last <= last);
    if (month) left.set(month, (left.get(month) ?? 0n) - span.quantity);
    spans.push(span);
  };
  const crossing = read.filter((span) => {
    const whole = months.some(({ first, last }) => span.first >= first && span.last <= last);
    if (whole) take(span);
    return !whole;
  });
  for (const span of crossing) for (const part of splitByMonth(span)) take(part);

  function splitByMonth(span: Span): readonly Span[] {
    const touched = months.filter(({ first, last }) => span.first <= last && span.last >= first);
    // The first month also holds what was counted before the first reading; its number says nothing about this span.
    const usable = touched.length > 1 && touched.every(({ first }) => first > begin || first > span.first);
    const parts: Span[] = [];
    let rest = span.quantity;
    let first = span.first;
    for (const month of touched) {
      const last = Math.min(span.last, month.last);
      if (last < first) continue;
      const known = left.get(month) ?? 0n;
      const even = upTo(span, last) - upTo(span, first - 1);
      const wanted = usable ? (known > 0n ? known : 0n) : even;
      const quantity = last === span.last || wanted > rest ? rest : wanted;
      parts.push({ first, last, quantity });
      rest -= quantity;
      first = last + 1;
    }
    if (first <= span.last) parts.push({ first, last: span.last, quantity: rest });
    return parts;
  }

  for (const [month, quantity] of left) {
    if (quantity <= 0n) continue;
    const last = Math.min(month.last, until, begin >= month.first ? begin : month.last);
    spans.push({ first: month.first, last: Math.max(month.first, last), quantity });
  }
  return spans.toSorted((a, b) => a.first - b.first);
}

import type { Month } from '#shared/domain/history.ts';
import type { Line, MeterState } from './line.ts';

/** What a meter counted in a month, over all its lines. */
export interface MonthSum {
  readonly month: Month;
  readonly quantity: bigint;
}

/**
 * A meter's months, oldest first, without empty ones. Of each line what the months' own route says; of one for which it never
 * answered, what the differences of totals say. Lines add up, because each begins at nothing.
 */
export function monthSums({ lines }: MeterState): readonly MonthSum[] {
  const sums = new Map<Month, bigint>();
  for (const { months } of lines) {
    const answers = [...months.values()].some(({ reported }) => reported !== null);
    for (const [month, { reported, counted }] of months)
      sums.set(month, (sums.get(month) ?? 0n) + (answers ? (reported ?? 0n) : counted));
  }
  return [...sums]
    .filter(([, quantity]) => quantity > 0n)
    .map(([month, quantity]) => ({ month, quantity }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

/**
 * Months of a line in which its route and the differences of totals say different things, by more than the readings around
 * the month's ends explain. Months before the line was first read have no differences, and so nothing to disagree with.
 */
export function monthsApart(
  line: Line,
): readonly { readonly month: Month; readonly reported: bigint; readonly counted: bigint }[] {
  const first = [...line.months]
    .filter(([, { counted, edge }]) => counted > 0n || edge > 0n)
    .map(([month]) => month)
    .toSorted()[0];
  return [...line.months].flatMap(([month, { reported, counted, edge }]) => {
    if (reported === null || first === undefined || month < first) return [];
    const off = reported > counted ? reported - counted : counted - reported;
    return off > edge ? [{ month, reported, counted }] : [];
  });
}

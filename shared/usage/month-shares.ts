import { dayNumber, dayOf } from '../rules/days.ts';
import type { Term } from './terms.ts';

/** A month of the term, beside its even share of the quantity. */
export interface MonthShare {
  /** `2026-11`. */
  readonly month: string;
  readonly used: bigint;
  /** The quantity spread evenly over the term's days, for the days of this month. */
  readonly share: number;
  /** Whether more was used than the share; a running month as soon as it is above. */
  readonly over: boolean;
}

/** The months of a term up to the one of `today`, oldest first. */
export function monthShares(
  quantity: bigint,
  term: Term,
  within: (first: number, last: number) => bigint,
  today: number,
): readonly MonthShare[] {
  const months: MonthShare[] = [];
  const termDays = term.last - term.first + 1;
  const end = Math.min(term.last, today);
  for (let first = term.first; first <= end; ) {
    const month = dayOf(first).slice(0, 7);
    const last = Math.min(term.last, lastDayOf(month));
    const days = last - first + 1;
    const used = within(first, last);
    months.push({
      month,
      used,
      share: (Number(quantity) * days) / termDays,
      over: used * BigInt(termDays) > quantity * BigInt(days),
    });
    first = last + 1;
  }
  return months;
}

function lastDayOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return (dayNumber(next) ?? 0) - 1;
}

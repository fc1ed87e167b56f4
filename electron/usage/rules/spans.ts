import type { Day, Month } from '#shared/domain/history.ts';
import { dayNumberAt, dayOf } from '#shared/rules/days.ts';
import { monthAt, monthsOver } from './months.ts';

/** A day, and two hours for a reader who comes a little later than yesterday. */
export const DAILY_MS = 26 * 60 * 60 * 1000;

const dayAt = (ms: number): Day => dayOf(dayNumberAt(new Date(ms)));
const middle = (before: number, after: number): number => before + (after - before) / 2;

/**
 * The days that use between two readings counts for. Up to 26 hours apart it is one day, the one with the middle
 * between them: a reading each evening tells of that day, one each morning of the day before. Further apart it is all
 * days between them. A clock that was set back gives the day of the second. Instants in ms since 1970.
 */
export function daysBetweenReadings(before: number, after: number): { readonly from: Day; readonly to: Day } {
  if (after - before > DAILY_MS) return { from: dayAt(before), to: dayAt(after) };
  const day = dayAt(after <= before ? after : middle(before, after));
  return { from: day, to: day };
}

/** The month that use between two readings counts for, and all that it may belong to where there are several. */
export function monthsBetweenReadings(
  before: number,
  after: number,
): { readonly month: Month; readonly edges: readonly Month[] } {
  const month = monthAt(after <= before ? after : middle(before, after));
  const over = monthsOver(monthAt(Math.min(before, after)), monthAt(after));
  return { month, edges: over.length > 1 ? over : [] };
}

import type { Day, Month } from '../../domain/history.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A day, and two hours for a reader who comes a little later than yesterday. */
export const DAILY_MS = 26 * 60 * 60 * 1000;

/** The UTC day of an instant in ms since 1970. */
export const dayAtMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);
/** The UTC month of an instant in ms since 1970. */
export const monthAtMs = (ms: number): Month => new Date(ms).toISOString().slice(0, 7);

/**
 * The days that use between two readings is told for. Up to 26 hours apart it is one day, the one in which the middle
 * between them lies: a reading each evening tells of that day, one each morning of the day before. Further apart it is all
 * days between them. A clock that was set back gives the day of the second.
 */
export function daysBetweenReadings(before: number, after: number): { readonly from: Day; readonly to: Day } {
  if (after <= before) return { from: dayAtMs(after), to: dayAtMs(after) };
  if (after - before > DAILY_MS) return { from: dayAtMs(before), to: dayAtMs(after) };
  const middle = dayAtMs(before + (after - before) / 2);
  return { from: middle, to: middle };
}

/** The month that use between two readings is told for, and the others that it may belong to. */
export function monthsBetweenReadings(
  before: number,
  after: number,
): { readonly month: Month; readonly edges: Month[] } {
  const month = monthAtMs(after <= before ? after : before + (after - before) / 2);
  const first = monthAtMs(Math.min(before, after));
  const last = monthAtMs(after);
  return { month, edges: first === last ? [] : monthsOver(first, last) };
}

/** `2026-11`, `2026-12`, … from one month to another, both included. */
export function monthsOver(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let at = numberOf(first); at <= numberOf(last); at++)
    months.push(`${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`);
  return months;
}

const numberOf = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** The first instant after a month, in ms since 1970 (UTC). */
export function endOfMonth(month: Month): number {
  return Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1);
}

/** Midnight (UTC) that begins the day after `day`. */
export const endOfDay = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`) + DAY_MS;

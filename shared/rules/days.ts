const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A UTC day `2026-11-24` as a whole number of days since 1970, for counting; `null` for what is no day of the calendar, such
 * as `2026-02-30`.
 */
export function dayNumber(day: string): number | null {
  if (!SHAPE.test(day)) return null;
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  const ms = Date.UTC(year, month - 1, date);
  const real = new Date(ms);
  return real.getUTCDate() === date && real.getUTCMonth() === month - 1 && year >= 100 ? ms / DAY_MS : null;
}

/** The day with this number, the way back from {@link dayNumber}. */
export const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** The UTC day of an instant. */
export const dayNumberAt = (instant: Date): number => Math.floor(instant.getTime() / DAY_MS);

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** {@link dayNumber} of a day that is known to be one, as those of the usage book are. */
export const numberOfDay = (day: string): number => dayNumber(day) ?? Number.NaN;

/** The day so many days later, or earlier for a negative number. */
export const addDays = (day: string, days: number): string => dayOf(numberOfDay(day) + days);

import type { Month } from '#shared/domain/history.ts';

/** A month `2026-11` as a number, for counting. */
export const monthNumber = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** The month with this number, the way back from {@link monthNumber}. */
export const monthOf = (number: number): Month =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The UTC month of an instant in ms since 1970. */
export const monthAt = (ms: number): Month => new Date(ms).toISOString().slice(0, 7);

/** `2026-11`, `2026-12`, … from one month to another, both included. */
export const monthsOver = (first: Month, last: Month): Month[] =>
  Array.from({ length: Math.max(0, monthNumber(last) - monthNumber(first) + 1) }, (_, at) =>
    monthOf(monthNumber(first) + at),
  );

/** The first instant after a month, in ms since 1970 (UTC). */
export const endOfMonth = (month: Month): number => Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1);

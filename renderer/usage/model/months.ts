import { utcFormat } from 'd3-time-format';
import type { Month } from '#shared/domain/history.ts';

/** Months since the year 0, for counting with. */
export const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The way back from {@link monthNumber}. */
export const monthOf = (number: number): Month =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

const instant = (month: number): Date => new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
const short = utcFormat('%b');
const long = utcFormat('%B %Y');
const dayShort = utcFormat('%-d %b');
const dayLong = utcFormat('%-d %B %Y');

/** `Nov`. */
export const monthName = (month: number): string => short(instant(month));
/** `November 2026`. */
export const monthTitle = (month: number): string => long(instant(month));
/** The day number of a month's first day. */
export const firstDayOf = (month: number): number => instant(month).getTime() / 86_400_000;
/** The month that a day number falls in. */
export const monthOfDay = (day: number): number => monthNumber(new Date(day * 86_400_000).toISOString());

const instantOfDay = (day: number): Date => new Date(day * 86_400_000);

/** `24 Nov`. */
export const dayName = (day: number): string => dayShort(instantOfDay(day));
/** `24 November 2026`. */
export const dayTitle = (day: number): string => dayLong(instantOfDay(day));

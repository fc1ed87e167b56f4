import type { Commitment } from '#shared/domain/commitment.ts';
import { addDays, dayNumber, dayOf } from '#shared/rules/days.ts';
import { firstDayOf, monthOfDay } from './months.ts';

/** The last day of a year's term that begins on `startsOn`; the same text where that is no day. */
export function yearFrom(startsOn: string): string {
  const first = dayNumber(startsOn);
  if (first === null) return startsOn;
  const month = monthOfDay(first) + 12;
  const [start, next] = [firstDayOf(month), firstDayOf(month + 1)];
  // 29 February has no next year: the term then ends with that February.
  const day = Math.min(Number(startsOn.slice(8)), next - start);
  return dayOf(start + day - 1 - (day < Number(startsOn.slice(8)) ? 0 : 1));
}

/** The name of the next term: its years counted on, else with a number. */
export function nextName(name: string): string {
  const counted = name.replaceAll(/\b(?:19|20)\d\d\b/g, (year) => String(Number(year) + 1));
  if (counted !== name) return counted;
  const number = /^(.*\S)\s+(\d{1,3})$/.exec(name);
  return number ? `${number[1]} ${Number(number[2]) + 1}` : `${name} 2`;
}

/** The term after a commitment's: all copied, beginning the day after its end. */
export function nextTerm(commitment: Commitment, id: string): Commitment {
  const startsOn = addDays(commitment.endsOn, 1);
  return { ...commitment, id, name: nextName(commitment.name).slice(0, 60), startsOn, endsOn: yearFrom(startsOn) };
}

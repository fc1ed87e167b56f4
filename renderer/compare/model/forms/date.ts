export type DateOrder = 'day-first' | 'month-first';

export type DateReading =
  | { readonly kind: 'date'; readonly form: string }
  /** Day and month could be either: `03/09/2026`. */
  | { readonly kind: 'ambiguous'; readonly dayFirst: string; readonly monthFirst: string };

/** Languages whose names of months are known; in none of them does a name mean another month than in another. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

const months: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, at) => [plain(format.format(Date.UTC(2026, at, 15))), at + 1] as const);
    }),
  ).concat([['sept', 9]]),
);

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\./gu, '')
    .toLowerCase();
}

/**
 * A date as `2026-03-09`: from ISO (a time after it is left out), `9 March 2026`, `Mar 9th, 2026`, `9-mars-26`, `20260309`,
 * `9.3.2026` (points: the day is first), and `03/09/2026`, which `order` decides where day and month could be either. Null
 * where it is no date of the calendar. Years of two digits: 00 to 68 are 2000 to 2068, as POSIX has it.
 */
export function readDate(text: string, order: DateOrder | null): DateReading | null {
  const clean = plain(text.normalize('NFKC').replace(/(?<=\d)\.(?=\s*\d)/g, '·'))
    .replaceAll('·', '.')
    .trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$/.exec(clean) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(clean);
  if (iso) return fixed(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/.exec(clean);
  if (numbers) return fromNumbers(numbers[1], numbers[2] === '.', numbers[3], numbers[4], order);
  return fromNames(clean);
}

/** Which order a date shows beyond doubt; null where it shows none. */
export function orderIn(text: string): DateOrder | null {
  const numbers = /^\s*(\d{1,2})\s*([-/ ])\s*(\d{1,2})\s*\2\s*(?:\d{4}|\d{2})\s*$/.exec(text.normalize('NFKC'));
  const first = Number(numbers?.[1]);
  const second = Number(numbers?.[3]);
  if (first > 12 && first <= 31 && second <= 12) return 'day-first';
  if (second > 12 && second <= 31 && first <= 12) return 'month-first';
  return null;
}

type Digits = string | undefined;

function fromNumbers(a: Digits, points: boolean, b: Digits, year: Digits, order: DateOrder | null): DateReading | null {
  const dayFirst = formOf(year, b, a);
  if (points) return dayFirst === null ? null : { kind: 'date', form: dayFirst };
  const monthFirst = formOf(year, a, b);
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) {
    const form = dayFirst ?? monthFirst;
    return form === null ? null : { kind: 'date', form };
  }
  if (order === null) return { kind: 'ambiguous', dayFirst, monthFirst };
  return { kind: 'date', form: order === 'day-first' ? dayFirst : monthFirst };
}

/** Day, month by name, and year in any order that has the year last; words such as weekdays and "de" between are left out. */
function fromNames(clean: string): DateReading | null {
  const parts = clean.split(/[\s,./-]+/).filter((part) => part !== '');
  const month = parts.findIndex((part) => months.has(part));
  const digits = parts
    .map((part) => /^(\d{1,4})(?:st|nd|rd|th|er|º)?$/.exec(part)?.[1])
    .filter((part) => part !== undefined);
  const words = parts.filter((part) => !/^\d/.test(part));
  if (month < 0 || digits.length !== 2 || words.length > 5) return null;
  return fixed(digits[1], String(months.get(parts[month] ?? '')), digits[0]);
}

function fixed(year: Digits, month: Digits, day: Digits): DateReading | null {
  const form = formOf(year, month, day);
  return form === null ? null : { kind: 'date', form };
}

function formOf(year: Digits, month: Digits, day: Digits): string | null {
  const whole = year?.length === 2 ? Number(year) + (Number(year) < 69 ? 2000 : 1900) : Number(year);
  const date = new Date(0);
  date.setUTCFullYear(whole, Number(month) - 1, Number(day));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!exists || whole < 1 || whole > 9999) return null;
  return `${String(whole).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Something recognised in a text: its value and where it stands. */
export interface Found<Value> {
  readonly value: Value;
  readonly start: number;
  readonly length: number;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
/** Locales that put the day before the month. */
const dayFirst = new Set(['en-gb', 'en-au', 'en-in']);

const isoDate = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/;
const numberDate = /\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b/;
const monthFirstDate = new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'i');
const dayFirstDate = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(${MONTH})[\\s-]+(\\d{4})\\b`, 'i');

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** Years of two digits: up to 69 is this century. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function found<Value>(value: Value | null, match: RegExpExecArray): Found<Value> | null {
  return value === null ? null : { value, start: match.index, length: match[0].length };
}

/**
 * The first date in a text, as `YYYY-MM-DD`. Of two readings of `3/4/2024` the locale chooses; without one the month
 * comes first, as in the documented en-US, unless only the other reading is a date. With dots the day comes first.
 */
export function findDate(text: string, locale: string | null): Found<string> | null {
  const iso = isoDate.exec(text);
  if (iso) return found(isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3])), iso);
  const named = monthFirstDate.exec(text);
  if (named) return found(isoOf(Number(named[3]), monthNumber(named[1] ?? ''), Number(named[2])), named);
  const turned = dayFirstDate.exec(text);
  if (turned) return found(isoOf(Number(turned[3]), monthNumber(turned[2] ?? ''), Number(turned[1])), turned);
  const plain = numberDate.exec(text);
  if (!plain) return null;
  const [first, second, year] = [Number(plain[1]), Number(plain[3]), fullYear(plain[4] ?? '')];
  const american = isoOf(year, first, second);
  const european = isoOf(year, second, first);
  const wantsDay = plain[2] === '.' || dayFirst.has(locale?.toLowerCase() ?? '');
  return found(wantsDay ? (european ?? american) : (american ?? european), plain);
}

/** The first time of day in a text, as `HH:MM:SS`. */
export function findTime(text: string): Found<string> | null {
  const match = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?\.?m?\b/i.exec(text);
  if (!match) return null;
  const [clock, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '0')];
  const half = match[4]?.toLowerCase();
  const hour = half === 'p' && clock < 12 ? clock + 12 : half === 'a' && clock === 12 ? 0 : clock;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const value = [hour, minute, second].map((number) => String(number).padStart(2, '0')).join(':');
  return found(value, match);
}

const AMOUNT = /(\()?([-−])?\s?(?:[$€£¥]|USD|EUR|GBP)?\s?([-−])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\))?/g;

function amountOf(match: RegExpExecArray): number {
  const value = Number((match[4] ?? '').replaceAll(',', ''));
  const negative =
    match[2] !== undefined || match[3] !== undefined || (match[1] !== undefined && match[5] !== undefined);
  return negative ? -value : value;
}

/** Every number in a text, with its sign and currency mark. Percentages are no amounts. */
export function findAmounts(text: string): readonly Found<number>[] {
  return [...text.matchAll(AMOUNT)].flatMap((match) => {
    const after = text.slice(match.index + match[0].length);
    const before = text.slice(0, match.index);
    if (/^\s?%/.test(after) || /[\p{L}\d]$/u.test(before) || /^[\p{L}]/u.test(after)) return [];
    return [{ value: amountOf(match), start: match.index, length: match[0].length }];
  });
}

/** Whether a text is one amount and nothing else. */
export function isAmount(text: string): boolean {
  const amounts = findAmounts(text.trim());
  const only = amounts[0];
  return amounts.length === 1 && only !== undefined && only.length >= text.trim().length - 1;
}

/** An amount with its cents: money rather than a count. */
export function isMoney(text: string): boolean {
  return isAmount(text) && /\d\.\d{2}\)?$|[$€£]/.test(text.trim());
}

const PHONE = /(?<![\d.])(\+\d{1,3}[\s.-]?)?(?:\(0\)\s?)?(\(\d{2,4}\)|\d{2,4})[\s.-]?\d{3,4}[\s.-]?\d{3,6}(?![\d])/;

/** The first telephone number in a text; `value` is null where it cannot be put in the form `+19876543210`. */
export function findPhone(
  text: string,
): { readonly value: string | null; readonly start: number; readonly length: number } | null {
  const match = PHONE.exec(text);
  if (!match) return null;
  const digits = match[0].replace(/\(0\)/, '').replace(/\D/g, '');
  if (digits.length < 9 || digits.length > 15) return null;
  const where = { start: match.index, length: match[0].length };
  if (match[1] !== undefined) return { value: match[0].includes('(0)') ? null : `+${digits}`, ...where };
  if (digits.length === 10) return { value: `+1${digits}`, ...where };
  return { value: digits.length === 11 && digits.startsWith('1') ? `+${digits}` : null, ...where };
}

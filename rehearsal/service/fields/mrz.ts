/** What a passport's machine-readable zone says. ICAO 9303, part 4: two lines of 44 characters. */
export interface Zone {
  readonly documentNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  /** ISO 3166-1 alpha-3, as written; the filler is dropped (`D<<` is Germany, see `countryOf`). */
  readonly issuer: string;
  readonly nationality: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  readonly dateOfExpiration: string | null;
  readonly sex: 'M' | 'F' | 'X';
  /** Whether the check digits of number and dates are right. */
  readonly checked: boolean;
}

const LENGTH = 44;

/** A line of a zone without the spaces that a font may show; null if it cannot be one. */
export function zoneLine(text: string): string | null {
  const line = text.replace(/\s/g, '').replace(/[«‹]/g, '<').toUpperCase();
  return line.length === LENGTH && /^[A-Z0-9<]+$/.test(line) ? line : null;
}

/** The check digit of a part: weights 7, 3, 1; letters count from 10, the filler 0. */
export function checkDigit(part: string): number {
  const weights = [7, 3, 1];
  const values = [...part].map((character) => (character === '<' ? 0 : Number.parseInt(character, 36)));
  return values.reduce((sum, value, index) => sum + value * (weights[index % 3] ?? 0), 0) % 10;
}

function countryOf(code: string): string {
  const plain = code.replaceAll('<', '');
  return plain === 'D' ? 'DEU' : plain;
}

function words(part: string): string {
  return part.replace(/<+/g, ' ').trim();
}

function dateOf(digits: string, latestYear: number): string | null {
  if (!/^\d{6}$/.test(digits)) return null;
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  if (year === undefined || month === undefined || day === undefined) return null;
  const full = 2000 + year > latestYear ? 1900 + year : 2000 + year;
  const date = new Date(Date.UTC(full, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** Reads a zone's two lines; null if the first is not a passport's. Births lie before `year`, expiries up to 50 years after. */
export function parseZone(first: string, second: string, year: number): Zone | null {
  if (!first.startsWith('P')) return null;
  const names = first.slice(5);
  const [lastName = '', ...given] = names.split('<<');
  const part = (from: number, to: number): string => second.slice(from, to);
  const checks: readonly (readonly [string, string])[] = [
    [part(0, 9), part(9, 10)],
    [part(13, 19), part(19, 20)],
    [part(21, 27), part(27, 28)],
  ];
  const sex = part(20, 21);
  return {
    documentNumber: part(0, 9).replaceAll('<', ''),
    firstName: words(given.join('<')),
    lastName: words(lastName),
    issuer: countryOf(first.slice(2, 5)),
    nationality: countryOf(part(10, 13)),
    dateOfBirth: dateOf(part(13, 19), year),
    dateOfExpiration: dateOf(part(21, 27), year + 50),
    sex: sex === 'M' || sex === 'F' ? sex : 'X',
    checked: checks.every(([value, digit]) => String(checkDigit(value)) === digit),
  };
}

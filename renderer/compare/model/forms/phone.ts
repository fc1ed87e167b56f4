/** `+1 (987) 654-3210 ext. 5` → `+19876543210x5`; null where it has fewer digits than any telephone number. */
export function phoneForm(text: string): string | null {
  const clean = text.normalize('NFKC').trim().toLowerCase();
  const [number = '', extension = ''] = clean.split(/\s*(?:ext(?:ension)?\.?|x|#)\s*(?=\d+$)/);
  // A bracketed zero is dialled only inside the country: `+44 (0)20 …`.
  const digits = number.replace(/(?<=\+\d.*)\(0\)/, '').replace(/\D/g, '');
  if (digits.length < 5) return null;
  const international = /^\D*\+/.test(number) ? `+${digits}` : digits.replace(/^00(?=[1-9])/, '+');
  const inner = extension.replace(/\D/g, '');
  return inner === '' ? international : `${international}x${inner}`;
}

/**
 * Whether two forms are one number: the same, or one with its country code and the other as dialled inside that country.
 * Country codes have one to three digits (ITU-T E.164); fewer than seven digits in common prove nothing.
 */
export function samePhone(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.startsWith('+') === b.startsWith('+')) return false;
  const [abroad, inside] = a.startsWith('+') ? [a, b] : [b, a];
  const number = inside.replace(/^0/, '');
  const code = abroad.length - 1 - number.length;
  return digitsOf(number) >= 7 && code >= 1 && code <= 3 && abroad.endsWith(number);
}

const digitsOf = (form: string): number => form.replace(/x.*$/, '').length;

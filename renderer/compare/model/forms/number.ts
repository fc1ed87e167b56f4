export type DecimalMark = '.' | ',';

interface Parts {
  readonly negative: boolean;
  /** Digits, points and commas only. */
  readonly digits: string;
}

/** A currency's sign or code, "kr", "Fr." and the like. */
const BEFORE = /^[\p{Sc}\p{L}]{1,4}\.?\s*(?=[\d.,])/u;
const AFTER = /(?<=[\d.,])\s*[\p{Sc}\p{L}%]{1,4}\.?$/u;

function partsOf(text: string): Parts | null {
  let rest = text
    .normalize('NFKC')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim();
  const bracketed = /^\((.*)\)$/.exec(rest);
  if (bracketed) rest = bracketed[1] ?? '';
  // `12.-` is how Swiss prices say "and no cents".
  rest = rest.replace(/(?<=\d)[.,]\s*-+$/, '');
  const signed = rest.replace(/-/g, '');
  const minuses = rest.length - signed.length;
  // One minus, before or after all digits: `-5`, `$-5`, `-$5`, `5-`. Anything else is a range, a date or an `INV-5`.
  if (minuses > 1 || /\d\s*-\s*\d|\p{L}-\s*\d/u.test(rest)) return null;
  const bare = signed
    .trim()
    .replace(BEFORE, '')
    .replace(AFTER, '')
    .replace(/(?<=\d)[\s'’](?=\d)/g, '')
    .trim();
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(bare)) return null;
  return { negative: bracketed !== null || minuses === 1, digits: bare.replace(/[.,]$/, '') };
}

/** Which mark these digits use before the decimals; `unknown` where `1,234` or `1.234` could be either; null: no number. */
function markOf(digits: string): DecimalMark | 'none' | 'unknown' | null {
  const points = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (points === 0 && commas === 0) return 'none';
  if (points > 0 && commas > 0) {
    const mark: DecimalMark = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
    const [whole = '', decimals = '', ...more] = digits.split(mark);
    return more.length === 0 && /^\d*$/.test(decimals) && isGrouped(whole) ? mark : null;
  }
  const mark: DecimalMark = points > 0 ? '.' : ',';
  if (points + commas > 1) return isGrouped(digits) ? other(mark) : null;
  const [whole = '', decimals = ''] = digits.split(mark);
  return decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? 'unknown' : mark;
}

const other = (mark: DecimalMark): DecimalMark => (mark === '.' ? ',' : '.');
/** `1,234,567`, and the Indian `12,34,567`. */
const isGrouped = (whole: string): boolean => /^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(whole);

/** The mark that a number shows beyond doubt; null where it shows none. */
export function decimalMarkIn(text: string): DecimalMark | null {
  const parts = partsOf(text);
  const mark = parts ? markOf(parts.digits) : null;
  return mark === '.' || mark === ',' ? mark : null;
}

/**
 * A number without what differs from country to country: `1,234.50`, `1.234,50`, `$1,234.5`, `1 234,50 EUR`, `(1234.50)` →
 * `1234.5`, the last one negative. Null where it is no number. `1,234` and `1.234` alone are read by `mark`; without one,
 * the comma groups and the point divides.
 */
export function numberForm(text: string, mark: DecimalMark | null): string | null {
  const parts = partsOf(text);
  if (!parts) return null;
  const own = markOf(parts.digits);
  if (own === null) return null;
  const decimal = own === 'unknown' ? (mark ?? '.') : own === 'none' ? '.' : own;
  const [whole = '', decimals = ''] = parts.digits.split(decimal);
  return canonical(parts.negative, whole.replace(/[.,]/g, ''), decimals);
}

/** The same for a number that the service gave as a number. */
export function formOfNumber(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  const short = String(value);
  // Only very large and very small numbers have an exponent; writing those out is slow.
  const exponent = short.includes('e');
  const plain = exponent ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : short;
  const [whole = '', decimals = ''] = plain.replace('-', '').split('.');
  return canonical(value < 0, whole, decimals);
}

function canonical(negative: boolean, whole: string, decimals: string): string {
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const rest = decimals.replace(/0+$/, '');
  const form = rest === '' ? digits : `${digits}.${rest}`;
  return negative && /[1-9]/.test(form) ? `-${form}` : form;
}

/** A whole number as people type it, with blanks, commas, dots or apostrophes between thousands; null for anything else. */
export function parseWhole(typed: string): bigint | null {
  const text = typed.trim().replace(/^[−–]/, '-');
  if (!/^[+-]?\d+$/.test(text) && !/^[+-]?\d{1,3}(?:[ .,'’\u00A0\u202F]\d{3})+$/.test(text)) return null;
  return BigInt(text.replaceAll(/[ .,'’\u00A0\u202F+]/g, ''));
}

/** An amount of money as people type it, with a dot or a comma before the cents; null for anything else. */
export function parseAmount(typed: string): number | null {
  const text = typed.trim().replaceAll(/[ '’\u00A0\u202F]/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  // Three digits behind each mark are thousands, unless a nought is before it: 12,500 is a price, 0,015 too.
  if (/^[1-9]\d{0,2}(?:,\d{3})+$|^[1-9]\d{0,2}(?:\.\d{3})+$/.test(text)) return Number(text.replaceAll(/[.,]/g, ''));
  const whole = last < 0 ? text : text.slice(0, last).replaceAll(/[.,]/g, '');
  const rest = last < 0 ? '' : text.slice(last + 1);
  return /^\d+$/.test(whole) && /^\d*$/.test(rest) ? Number(`${whole}.${rest || '0'}`) : null;
}

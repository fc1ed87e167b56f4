/** A time of day as `15:05:00`, from `15:05`, `3:05 PM`, `3 p.m.`, `15.05`, `15h05`; null where it is none. */
export function timeForm(text: string): string | null {
  const clean = text.normalize('NFKC').trim().toLowerCase();
  const found = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)?\s*(?:([ap])\.?\s?m\.?|uhr|h)?$/.exec(
    clean,
  );
  if (!found) return null;
  const [, hours = '', minutes, seconds = '00', half] = found;
  // A bare number is no time.
  if (minutes === undefined && half === undefined) return null;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes ?? 0) > 59 || Number(seconds) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes ?? '00'}:${seconds}`;
}

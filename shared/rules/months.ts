/** Three years back: longer than any commitment term. */
const MOST = 36;

/** `2026-11`, `2026-12`, … from the month of `since` to that of `now`, in UTC; at most the last 36. */
export function monthsFrom(since: string, now: Date): readonly string[] {
  const start = new Date(since);
  const last = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const first = Number.isNaN(start.getTime()) ? last : start.getUTCFullYear() * 12 + start.getUTCMonth();
  const from = Math.max(Math.min(first, last), last - MOST + 1);
  return Array.from({ length: last - from + 1 }, (_, at) => {
    const month = from + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

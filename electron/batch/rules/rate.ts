/** One document that came back. */
export interface Finish {
  /** A reading of a clock that does not jump, in milliseconds. */
  readonly at: number;
  readonly pages: number;
}

const WINDOW_MS = 60_000;
/** However slow the service is, so many count. */
const LEAST_FINISHES = 20;

/** The finishes that still count: those of the last minute, or the newest twenty. */
export function recent(finishes: readonly Finish[], now: number): readonly Finish[] {
  const fresh = finishes.findIndex(({ at }) => at >= now - WINDOW_MS);
  const from = Math.min(fresh < 0 ? finishes.length : fresh, Math.max(0, finishes.length - LEAST_FINISHES));
  return from === 0 ? finishes : finishes.slice(from);
}

export interface Rate {
  /** Null until a few documents came back. */
  readonly pagesPerMinute: number | null;
  readonly remainingMs: number | null;
}

/** How fast it goes and how long the `left` documents will take. `since` is when sending began or was taken up again. */
export function rateOf(finishes: readonly Finish[], since: number, left: number, now: number): Rate {
  const counted = finishes.filter(({ at }) => at > since);
  const first = counted[0];
  const last = counted.at(-1);
  if (first === undefined || last === undefined) return { pagesPerMinute: null, remainingMs: left === 0 ? 0 : null };
  // The oldest finish only marks where the others begin, unless it is the first of all.
  const whole = counted.length === finishes.length && counted.length < LEAST_FINISHES;
  const from = whole ? since : first.at;
  const inside = whole ? counted : counted.slice(1);
  const span = Math.max(now, last.at) - from;
  if (span <= 0 || inside.length === 0) return { pagesPerMinute: null, remainingMs: left === 0 ? 0 : null };
  const pages = inside.reduce((sum, finish) => sum + finish.pages, 0);
  return { pagesPerMinute: (pages * 60_000) / span, remainingMs: (left * span) / inside.length };
}

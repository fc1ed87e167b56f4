/** How many bytes were there at an instant (ms). */
export interface Mark {
  readonly at: number;
  readonly bytes: number;
}

/** The rate is measured over this long: steady enough to read, quick enough to notice a change. */
const WINDOW_MS = 5000;
/** A rate from less than this would be a guess. */
const LEAST_MS = 800;

/** Adds a mark and drops what is too old to matter. */
export function addMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const recent = marks.filter(({ at, bytes }) => mark.at - at <= WINDOW_MS && bytes <= mark.bytes);
  return [...recent, mark];
}

/** Bytes per second over the marks; null until it is known. */
export function rateOf(marks: readonly Mark[]): number | null {
  const first = marks[0];
  const last = marks.at(-1);
  if (!first || !last || last.at - first.at < LEAST_MS) return null;
  return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
}

/** Milliseconds until all is there at this rate; null where total or rate are unknown or nothing moves. */
export function timeLeftMs(doneBytes: number, totalBytes: number | null, bytesPerSecond: number | null): number | null {
  if (totalBytes === null || bytesPerSecond === null || bytesPerSecond <= 0) return null;
  return (Math.max(0, totalBytes - doneBytes) / bytesPerSecond) * 1000;
}

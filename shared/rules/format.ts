/** Numbers for people. Exact values belong on hover and in exports. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units with at most one decimal, e.g. `3.2 GB`; the units of the registries and of Docker. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${UNITS[unit]}`;
}

/** Memory in binary gigabytes as Docker's `--memory 8g` means them, e.g. `24 GB`. */
export function formatMemory(bytes: number): string {
  const gib = bytes / 1024 ** 3;
  if (gib < 1) return `${Math.round(bytes / 1024 ** 2)} MB`;
  return `${gib.toFixed(1).replace(/\.0$/, '')} GB`;
}

/** Whole numbers with thin grouping, e.g. `256,345,435`. */
export const formatCount = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A time left or taken, coarse as a person would say it: `8 s`, `2 min`, `1 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `0.973` → `97.3 %`; a confidence that is absent has no words. */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;

/** How sure the service is: a share, or the number as it came and that it is none. */
export const formatConfidence = (confidence: number): string =>
  confidence >= 0 && confidence <= 1 ? formatShare(confidence) : `${confidence} (not from 0 to 1)`;

/** A long id shortened in the middle for reading; the whole is copied. */
export function shortenMiddle(text: string, most = 24): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

/** `2027-06-22T…Z` → `22 June 2027`, in UTC, because licences and plans end by UTC. */
export function formatDay(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** Local wall time of an instant, e.g. `14:03:21`. */
export function formatClock(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : date.toLocaleTimeString('en-GB');
}

/** The time of day of an instant in UTC, e.g. `06:00`. */
export function formatTimeUtc(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : date.toISOString().slice(11, 16);
}

/** Local time of day of an instant, with the day where that is another one than in UTC: `08:00`, `23 June, 01:00`. */
export function formatLocalTime(instant: string, timeZone?: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  const day = (options: Intl.DateTimeFormatOptions): string =>
    date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...options });
  return day(zone) === day({ timeZone: 'UTC' }) ? time : `${day(zone)}, ${time}`;
}

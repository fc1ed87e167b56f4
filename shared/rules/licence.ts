const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whole days until a licence ends, counted from `now`; negative once ended, null where its files do not tell.
 *
 * Source: vendor contract 3.4: an expiry exists; which clock the container checks is unknown, so the host's is used.
 */
export function daysLeft(endsAt: string | null, now: Date): number | null {
  if (endsAt === null) return null;
  const end = Date.parse(endsAt);
  if (Number.isNaN(end)) return null;
  return Math.floor((end - now.getTime()) / DAY_MS);
}

/** From here on the countdown is shown in the top strip. */
export const COUNTDOWN_FROM_DAYS = 60;

import type { MeterReading, Month } from '#shared/domain/history.ts';
import type { Source } from './choose-line.ts';
import type { PartState } from './line.ts';
import { endOfMonth, monthAt, monthNumber, monthOf, monthsOver } from './months.ts';

/** A month that is over changes no more; but the clocks of host and container need not agree, so it has to be over this long. */
const SETTLED_MS = 60 * 60 * 1000;

export interface MonthsQuestion {
  readonly state: PartState;
  readonly source: Source;
  /** What the container says in all, just now. */
  readonly totals: readonly MeterReading[];
  /** When each month was asked for last where it reports from now, in ms since 1970. */
  readonly asked: ReadonlyMap<Month, number>;
  /** Since when the deployment is there: an ISO instant. */
  readonly since: string;
  /** In ms since 1970. */
  readonly now: number;
}

/**
 * The months to ask a container for: the running one, each that was not asked for since it was over, and all of them, for the
 * whole life of the deployment, when a total went down.
 */
export function monthsToAsk({ state, totals, asked, since, now }: MonthsQuestion): readonly Month[] {
  const current = monthAt(now);
  const began = Date.parse(since);
  const life = monthsOver(began < now ? monthAt(began) : current, current);
  const dropped = totals.some(({ name, quantity }) => quantity < (state.meters.get(name)?.seen ?? 0n));
  return dropped ? life : life.filter((month) => (asked.get(month) ?? 0) < endOfMonth(month) + SETTLED_MS);
}

/**
 * The next month before `first` to ask for, where the months known so far do not make up the totals: the folder holds records
 * from before the deployment. Null where they do, and after ten years.
 */
export function earlierMonth(
  first: Month,
  tried: number,
  totals: readonly MeterReading[],
  months: readonly { readonly meters: readonly MeterReading[] }[],
): Month | null {
  if (tried >= 120) return null;
  const sum = (all: readonly MeterReading[]): bigint => all.reduce((known, { quantity }) => known + quantity, 0n);
  return sum(months.flatMap(({ meters }) => meters)) < sum(totals) ? monthOf(monthNumber(first) - 1) : null;
}

import type { Commitment, WhatIf } from '../domain/commitment.ts';
import type { UsageBook } from '../domain/history.ts';
import { dayNumberAt, dayOf } from '../rules/days.ts';
import { type Cost, costOf } from './cost.ts';
import { countedOf } from './counted.ts';
import { FORECAST_NEEDS_DAYS, type Forecast, forecastOf, type NoForecast } from './forecast.ts';
import { type MonthShare, monthShares } from './month-shares.ts';
import { type Series, seriesOf } from './series.ts';
import { type Term, termOf } from './terms.ts';

/** The mean use of a day, over these days (both included). */
export interface Pace {
  readonly perDay: number;
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** The state of a commitment. Quantities in its unit; numbers where they are estimates, `bigint` where they were counted. */
export interface Standing {
  readonly phase: 'before' | 'running' | 'over';
  /** The reading up to which it is counted; null before the first. */
  readonly readAt: string | null;
  readonly used: bigint;
  /** Not below 0; what is above the quantity is {@link over}. */
  readonly left: bigint;
  readonly over: bigint;
  readonly shareUsed: number;
  readonly shareOfTerm: number;
  readonly termDays: number;
  readonly daysGone: number;
  /** Days of the term that are not over, today included. */
  readonly daysLeft: number;
  /** The day on which the quantity was passed; null where it was not. */
  readonly usedUpOn: string | null;
  readonly pace: Pace | null;
  readonly forecast: Forecast | null;
  /** Why there is no forecast; null where there is one. */
  readonly noForecast: NoForecast | null;
  readonly months: readonly MonthShare[];
  readonly cost: Cost | null;
}

export interface StandingOptions {
  readonly whatIf?: WhatIf | null;
  /** All commitments, so that days that another one pays for are not counted twice. */
  readonly all?: readonly Commitment[];
}

const DAY_MS = 86_400_000;
/** The pace is that of four whole weeks, so that each weekday is in it as often. */
const PACE_DAYS = 28;
/** A deployment that was not read for longer than this is taken as ended: the others go on without it. */
const ENDED_AFTER_DAYS = 14;

/**
 * The state of a commitment at `now`, from the usage books of its deployments: what was counted, at which pace, and what will
 * be by the term's end. Pure and the same for the same input. What each number means is in docs/usage-numbers.md.
 */
export function standing(
  commitment: Commitment,
  books: readonly UsageBook[],
  now: Date,
  { whatIf = null, all = [] }: StandingOptions = {},
): Standing {
  const mine = books.filter(({ deploymentId }) => commitment.deploymentIds.includes(deploymentId));
  const counted = countedOf(commitment, mine, all);
  const term = termOf(commitment);
  const today = dayNumberAt(now);
  const readAt = readUntil(mine);
  const used = counted.within(term.first, term.last);
  const termDays = term.last - term.first + 1;
  const daysGone = Math.min(termDays, Math.max(0, today - term.first));
  const over = used > commitment.quantity ? used - commitment.quantity : 0n;
  const readOn = readAt === null ? today : dayNumberAt(new Date(readAt));
  const series = seriesOf(counted.spans, readOn - 1);
  const forecast = predict();
  const known = 'total' in forecast ? forecast : null;
  return {
    phase: today < term.first ? 'before' : today > term.last ? 'over' : 'running',
    readAt,
    used,
    left: over > 0n ? 0n : commitment.quantity - used,
    over,
    shareUsed: Number(used) / Number(commitment.quantity),
    shareOfTerm: daysGone / termDays,
    termDays,
    daysGone,
    daysLeft: termDays - daysGone,
    usedUpOn: over > 0n ? firstDayAbove(commitment.quantity, term, counted.within) : null,
    pace: series === null ? null : paceOf(series, counted.within),
    forecast: known,
    noForecast: 'reason' in forecast ? forecast : null,
    months: monthShares(commitment.quantity, term, counted.within, today),
    cost: costOf(commitment, used, known),
  };

  function predict(): Forecast | NoForecast {
    const need = { haveDays: 0, needDays: FORECAST_NEEDS_DAYS };
    if (today > term.last) return { reason: 'over', ...need };
    if (readAt === null) return { reason: 'never-read', ...need };
    if (series === null) return { reason: 'nothing-used', ...need };
    const partLeft = 1 - (Date.parse(readAt) / DAY_MS - readOn);
    const limit = Number(commitment.quantity);
    return forecastOf({ series, term, limit, used: Number(used), readOn, partLeft, counts: counted.share, whatIf });
  }
}

/** Up to when all books that are still read are read. */
function readUntil(books: readonly UsageBook[]): string | null {
  const times = books.flatMap(({ readAt }) => (readAt === null ? [] : [readAt])).toSorted();
  const newest = times.at(-1);
  if (newest === undefined) return null;
  return times.find((at) => Date.parse(newest) - Date.parse(at) <= ENDED_AFTER_DAYS * DAY_MS) ?? newest;
}

type Within = (first: number, last: number) => bigint;

function paceOf(series: Series, within: Within): Pace {
  const length = series.last - series.first + 1;
  const weeks = Math.floor(Math.min(length, PACE_DAYS) / 7);
  const days = weeks > 0 ? weeks * 7 : length;
  const first = series.last - days + 1;
  return { perDay: Number(within(first, series.last)) / days, from: dayOf(first), to: dayOf(series.last), days };
}

function firstDayAbove(quantity: bigint, { first, last }: Term, within: Within): string {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (within(first, middle) > quantity) high = middle;
    else low = middle + 1;
  }
  return dayOf(low);
}

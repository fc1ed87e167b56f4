import type { WhatIf } from '../domain/commitment.ts';
import { dayNumber, dayOf } from '../rules/days.ts';
import { explain } from './level.ts';
import type { Series } from './series.ts';
import { type Paths, playAhead } from './simulate.ts';
import type { Term } from './terms.ts';

/** Eight of ten futures are between `low` and `high`; half of them below `likely`. */
export interface Band {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export interface Forecast {
  /** Used in the whole term, by its end. */
  readonly total: Band;
  /** The day on which the quantity is passed; null for not within the term. */
  readonly runsOut: {
    readonly earliest: string | null;
    readonly likely: string | null;
    readonly latest: string | null;
  };
  /** How many of all futures pass the quantity within the term, from 0 to 1. */
  readonly chance: number;
  /** What is used in the term by the end of these days, about a week apart, from the last reading to the term's end. */
  readonly path: readonly (Band & { readonly day: string })[];
}

/** What is missing for a forecast. */
export interface NoForecast {
  /** `over`: the term has ended; `nothing-used`: readings, but no use yet; `too-little`: not enough days with use. */
  readonly reason: 'over' | 'never-read' | 'nothing-used' | 'too-little';
  readonly haveDays: number;
  readonly needDays: number;
}

/** Two whole weeks: with less, a weekday was seen once and nothing tells a good week from a bad one. */
export const FORECAST_NEEDS_DAYS = 14;
const LEAST_BINS = 2;
const [LOW, MIDDLE, HIGH] = [0.1, 0.5, 0.9];

export interface ForecastInput {
  readonly series: Series;
  readonly term: Term;
  readonly limit: number;
  /** Used in the term so far. */
  readonly used: number;
  /** The day of the newest reading, and the part of it that was still to come then. */
  readonly readOn: number;
  readonly partLeft: number;
  readonly counts: (day: number) => number;
  readonly whatIf: WhatIf | null;
}

/** The forecast of a term that is not over, from what was used until now. */
export function forecastOf(input: ForecastInput): Forecast | NoForecast {
  const { series, term, limit, used, readOn } = input;
  const haveDays = series.last - series.first + 1;
  const levels = series.bins.length < LEAST_BINS ? null : explain(series.bins);
  if (haveDays < FORECAST_NEEDS_DAYS || levels === null)
    return { reason: 'too-little', haveDays: Math.min(haveDays, FORECAST_NEEDS_DAYS), needDays: FORECAST_NEEDS_DAYS };
  const from = input.whatIf === null ? null : dayNumber(input.whatIf.from);
  const morePerDay = input.whatIf?.morePerDay ?? 0;
  const within = (day: number): boolean => day >= term.first && day <= term.last;
  const ahead = {
    first: readOn,
    partOfFirst: input.partLeft,
    last: term.last,
    weekdays: series.weekdays,
    counts: (day: number) => (within(day) ? input.counts(day) : 0),
    extra: (day: number) => (from !== null && day >= from && within(day) ? morePerDay : 0),
  };
  return summed(playAhead(levels, ahead, limit - used), input);
}

function summed({ days, sums, passes }: Paths, { used, readOn, term }: ForecastInput): Forecast {
  const path = sums.map((values, at) => {
    const sorted = values.toSorted();
    return {
      day: dayOf(days[at] ?? term.last),
      low: used + quantile(sorted, LOW),
      likely: used + quantile(sorted, MIDDLE),
      high: used + quantile(sorted, HIGH),
    };
  });
  const start = { day: dayOf(readOn), low: used, likely: used, high: used };
  const { low, likely, high } = path.at(-1) ?? start;
  const byDay = passes.toSorted();
  const dayAt = (share: number): string | null => {
    const day = byDay[Math.min(byDay.length - 1, Math.floor(share * byDay.length))] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(day) ? dayOf(day) : null;
  };
  const passed = passes.filter(Number.isFinite).length;
  return {
    total: { low, likely, high },
    runsOut: { earliest: dayAt(LOW), likely: dayAt(MIDDLE), latest: dayAt(HIGH) },
    chance: passed / Math.max(1, passes.length),
    path: [start, ...path].filter(({ day }) => day >= dayOf(term.first - 1)),
  };
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

import { weekdayOf } from '../rules/days.ts';
import type { Span } from './spans.ts';

/** A stretch of at least a week whose use is known exactly: no reading's span crosses its ends. */
export interface Bin {
  /** The middle, in days before the end of the series; negative. */
  readonly at: number;
  /** Its length in days, weighted by weekday: 7 for a week. */
  readonly days: number;
  /** Use per weighted day. */
  readonly rate: number;
}

/** What was used, made ready to learn from. */
export interface Series {
  /** Day numbers: the first day of use, and the last day that is over and read. */
  readonly first: number;
  readonly last: number;
  /** How much a weekday counts for, Monday first; their mean is 1. */
  readonly weekdays: readonly number[];
  /** Oldest first. */
  readonly bins: readonly Bin[];
}

const WEEK = 7;
/** A span of two days is one night: too short to matter within a week. */
const NIGHT = 1;
const WEEKDAY_HALF_LIFE = 8 * WEEK;
const WEEKDAY_LOOK_BACK = 52 * WEEK;
/** As if half a week had been seen in which all days were alike. */
const WEEKDAY_PRIOR = 0.5;
const SEEN_ENOUGH = 1.8;

/**
 * The series of what `spans` tell up to the day `last`, the last one that is over; null before any use. Days without a span
 * between the first use and `last` were read and saw none. Days that were read together stay together: they tell the rate,
 * and nothing about how it moves from day to day.
 */
export function seriesOf(spans: readonly Span[], last: number): Series | null {
  const used = spans.filter(({ quantity, first }) => quantity > 0n && first <= last);
  const first = used.reduce((least, span) => Math.min(least, span.first), Number.POSITIVE_INFINITY);
  if (first > last) return null;
  const length = last - first + 1;
  const use = new Float64Array(length);
  /** How many days were read together with this one. */
  const together = new Float64Array(length).fill(1);
  /** 1 where a span goes on to the next day. */
  const goesOn = new Uint8Array(length);
  for (const span of used) {
    const days = span.last - span.first + 1;
    const each = Number(span.quantity) / days;
    for (let day = span.first; day <= Math.min(span.last, last); day += 1) {
      const at = day - first;
      use[at] = (use[at] ?? 0) + each;
      together[at] = Math.max(together[at] ?? 1, days);
      if (days > NIGHT + 1 && day < span.last) goesOn[at] = 1;
    }
  }
  const weekdays = weekdayShares(use, together, first);
  return { first, last, weekdays, bins: binsOf(use, goesOn, weekdays, first) };
}

function weekdayShares(use: Float64Array, together: Float64Array, first: number): readonly number[] {
  const sums = new Float64Array(WEEK);
  const counts = new Float64Array(WEEK);
  const length = use.length;
  for (let at = Math.max(0, length - WEEKDAY_LOOK_BACK); at < length; at += 1) {
    const weekday = weekdayOf(first + at);
    const weight = 0.5 ** ((length - 1 - at) / WEEKDAY_HALF_LIFE) / (together[at] ?? 1);
    sums[weekday] = (sums[weekday] ?? 0) + weight * (use[at] ?? 0);
    counts[weekday] = (counts[weekday] ?? 0) + weight;
  }
  const total = counts.reduce((sum, one) => sum + one, 0);
  const mean = sums.reduce((sum, one) => sum + one, 0) / total;
  if (!(mean > 0)) return Array.from({ length: WEEK }, () => 1);
  const shares = Array.from(sums, (sum, at) => {
    const count = counts[at] ?? 0;
    // A weekday that was seen often enough without any use is one on which nobody works.
    if (sum === 0 && count >= SEEN_ENOUGH) return 0;
    return (sum + WEEKDAY_PRIOR * mean) / (count + WEEKDAY_PRIOR);
  });
  const norm = shares.reduce((sum, one) => sum + one, 0) / WEEK;
  return shares.map((share) => share / norm);
}

function binsOf(use: Float64Array, goesOn: Uint8Array, weekdays: readonly number[], first: number): readonly Bin[] {
  const bins: Bin[] = [];
  const end = use.length;
  let to = end;
  while (to > 0) {
    let from = to - WEEK;
    while (from > 0 && goesOn[from - 1] === 1) from -= 1;
    if (from < 0) break; // less than a week is left: the first days of use, when not all was set up
    let sum = 0;
    let days = 0;
    for (let at = from; at < to; at += 1) {
      sum += use[at] ?? 0;
      days += weekdays[weekdayOf(first + at)] ?? 1;
    }
    bins.push({ at: (from + to - 1) / 2 - (end - 1), days, rate: sum / days });
    to = from;
  }
  return bins.toReversed();
}

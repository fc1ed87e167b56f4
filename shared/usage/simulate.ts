import { weekdayOf } from '../rules/days.ts';
import type { Explanation, Levels } from './level.ts';
import { normals, seeded } from './random.ts';

/** The days that are still open, week by week. */
export interface Ahead {
  /** The first open day; of it `partOfFirst` is left, from 0 to 1. */
  readonly first: number;
  readonly partOfFirst: number;
  readonly last: number;
  readonly weekdays: readonly number[];
  /** The part of a day's use that counts, from 0 to 1. */
  readonly counts: (day: number) => number;
  /** Counted on top of a day, as a what-if; negative for less. */
  readonly extra: (day: number) => number;
}

export interface Paths {
  /** The last day of each step. */
  readonly days: readonly number[];
  /** For each step what each future has used by its end, in the order of the futures. */
  readonly sums: readonly Float64Array[];
  /** For each future the first day on which `limit` is passed; infinite where it is not. */
  readonly passes: Float64Array;
}

const FUTURES = 400;
const WEEK = 7;
const SEED = 20_210_501;
/** Fewer surprises than these say little about how surprises are; then they are taken as normal. */
const ENOUGH_SURPRISES = 12;
const BLOCK = 2;
const LEAST_LEVEL = 0.25;

interface Step {
  readonly days: readonly { readonly day: number; readonly weight: number; readonly extra: number }[];
  readonly weight: number;
  readonly extra: number;
  readonly length: number;
}

/**
 * Plays the open days many times: each future draws an explanation by its weight, a level and growth from what that
 * explanation knows, lets the level wander on, and draws each week's noise from blocks of the surprises of the past, so that
 * holidays and rushes come as often as they came. The same history gives the same futures.
 */
export function playAhead(levels: Levels, ahead: Ahead, limit: number): Paths {
  const steps = stepsOf(ahead);
  const random = seeded(SEED);
  const normal = normals(random);
  const surprises = standardised(levels.surprises);
  const sums = steps.map(() => new Float64Array(FUTURES));
  const passes = new Float64Array(FUTURES).fill(Number.POSITIVE_INFINITY);
  let [z1, z2] = [0, 0];
  for (let future = 0; future < FUTURES; future += 1) {
    // Futures come in pairs that mirror each other: the middle is steadier than with as many free draws.
    const mirrored = future % 2 === 1;
    [z1, z2] = mirrored ? [-z1, -z2] : [normal(), normal()];
    const one = pick(levels.explanations, (Math.floor(future / 2) + 0.5) / (FUTURES / 2));
    const deviation = Math.sqrt(Math.max(0, one.varLevel));
    const tied = deviation > 0 ? one.covariance / deviation : 0;
    let level = one.level + deviation * z1;
    const growth = one.growth + tied * z1 + Math.sqrt(Math.max(0, one.varGrowth - tied ** 2)) * z2;
    let surpriseAt = 0;
    let sum = 0;
    steps.forEach((step, at) => {
      const size = Math.max(LEAST_LEVEL, level);
      level += growth * step.length + Math.sqrt((one.drift * one.noise * step.length) / WEEK) * size * normal();
      if (at % BLOCK === 0) surpriseAt = Math.floor(random() * surprises.length);
      const surprise =
        surprises.length < ENOUGH_SURPRISES
          ? normal()
          : (surprises[(surpriseAt + (at % BLOCK)) % surprises.length] ?? 0);
      const noise = Math.sqrt((one.noise * WEEK) / Math.max(1, step.length)) * Math.max(LEAST_LEVEL, level) * surprise;
      const rate = Math.max(0, level - (growth * step.length) / 2 + noise) * levels.scale;
      const used = sum + Math.max(0, rate * step.weight + step.extra);
      if (passes[future] === Number.POSITIVE_INFINITY && used > limit)
        passes[future] = dayOfPassing(step, rate, sum, limit);
      sum = used;
      const bySum = sums[at];
      if (bySum) bySum[future] = sum;
    });
  }
  return { days: steps.map(({ days }) => days.at(-1)?.day ?? ahead.last), sums, passes };
}

function stepsOf({ first, partOfFirst, last, weekdays, counts, extra }: Ahead): readonly Step[] {
  const steps: Step[] = [];
  // The first step takes the rest of the first day along.
  for (let from = first; from <= last; ) {
    const to = Math.min(last, steps.length === 0 ? from + WEEK : from + WEEK - 1);
    const days = Array.from({ length: to - from + 1 }, (_, at) => {
      const day = from + at;
      const part = (day === first ? partOfFirst : 1) * (counts(day) > 0 ? 1 : 0);
      return {
        day,
        weight: (weekdays[weekdayOf(day)] ?? 1) * counts(day) * (day === first ? partOfFirst : 1),
        extra: extra(day) * part,
      };
    });
    const sumOf = (of: 'weight' | 'extra'): number => days.reduce((sum, one) => sum + one[of], 0);
    steps.push({ days, weight: sumOf('weight'), extra: sumOf('extra'), length: to - from + 1 });
    from = to + 1;
  }
  return steps;
}

function dayOfPassing(step: Step, rate: number, before: number, limit: number): number {
  let sum = before;
  for (const { day, weight, extra } of step.days) {
    sum += rate * weight + extra;
    if (sum > limit) return day;
  }
  return step.days.at(-1)?.day ?? Number.POSITIVE_INFINITY;
}

function pick(explanations: readonly Explanation[], share: number): Explanation {
  let sum = 0;
  for (const one of explanations) {
    sum += one.weight;
    if (sum >= share) return one;
  }
  const last = explanations.at(-1);
  if (!last) throw new Error('no explanation');
  return last;
}

/** With mean 0 and deviation 1, so that the explanation's own noise says how large they are. */
function standardised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
  const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, values.length - 1));
  return deviation > 0 ? values.map((one) => (one - mean) / deviation) : [];
}

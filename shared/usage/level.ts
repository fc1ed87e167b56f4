import type { Bin } from './series.ts';

/**
 * One explanation of the history: how noisy weeks are (`noise`: variance of a week's rate, relative to the level) and how
 * much the level wanders (`drift`: variance of its change in a week, in units of `noise`), with what it makes of the level
 * and its growth at the end, all relative to {@link Levels.scale}.
 */
export interface Explanation {
  readonly weight: number;
  readonly noise: number;
  readonly drift: number;
  readonly level: number;
  /** Per day. */
  readonly growth: number;
  readonly varLevel: number;
  readonly covariance: number;
  readonly varGrowth: number;
}

export interface Levels {
  /** Use per weighted day that stands for a level of 1. */
  readonly scale: number;
  readonly explanations: readonly Explanation[];
  /** How far each bin was off what was expected of it, in standard deviations, by the likeliest explanation. */
  readonly surprises: readonly number[];
}

const WEEK = 7;
const NOISES = [0.03, 0.06, 0.1, 0.16, 0.25, 0.4, 0.65, 1].map((deviation) => deviation ** 2);
const DRIFTS = [0.0005, 0.004, 0.02, 0.08, 0.3];
/** Before anything is seen, growth by half in a year up or down is nothing unusual. */
const GROWTH_DEVIATION = 0.0011;
const LEVEL_VARIANCE = 2.25;
/** A wandering level is believed in only as far as the history shows it: the prior falls with this power of the drift. */
const DOUBT = 0.2;
/** Bins that set the scale. */
const RECENT = 8;
/** Noise does not get smaller than that of this level, however low the level falls. */
const LEAST_LEVEL = 0.25;

/**
 * Explains a history as a level that wanders and grows, seen through noise that is proportional to it, and weighs the
 * explanations by how well each would have foretold every week from those before it (a Kalman filter for each).
 */
export function explain(bins: readonly Bin[]): Levels | null {
  const recent = bins.slice(-RECENT);
  const scale = recent.reduce((sum, { rate }) => sum + rate, 0) / Math.max(1, recent.length);
  if (!(scale > 0)) return null;
  const runs = NOISES.flatMap((noise) => DRIFTS.map((drift) => follow(bins, scale, noise, drift)));
  const best = runs.reduce((most, run) => (run.likelihood > most.likelihood ? run : most));
  const weights = runs.map(({ likelihood }) => Math.exp(likelihood - best.likelihood));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const explanations = runs.map(({ end }, at) => ({ ...end, weight: (weights[at] ?? 0) / total }));
  return { scale, explanations: explanations.filter(({ weight }) => weight > 1e-4), surprises: best.surprises };
}

function follow(bins: readonly Bin[], scale: number, noise: number, drift: number) {
  let [level, growth] = [1, 0];
  let [varLevel, covariance, varGrowth] = [LEVEL_VARIANCE, 0, GROWTH_DEVIATION ** 2];
  let likelihood = -DOUBT * Math.log(drift);
  let at = bins[0]?.at ?? 0;
  const surprises: number[] = [];
  const advance = (days: number): void => {
    const size = Math.max(LEAST_LEVEL, level) ** 2;
    level += growth * days;
    varLevel += 2 * days * covariance + days * days * varGrowth + (drift * noise * size * days) / WEEK;
    covariance += days * varGrowth;
  };
  for (const bin of bins) {
    advance(bin.at - at);
    at = bin.at;
    const expected = varLevel + (noise * Math.max(LEAST_LEVEL, level) ** 2 * WEEK) / bin.days;
    const off = bin.rate / scale - level;
    likelihood -= 0.5 * (Math.log(expected) + (off * off) / expected);
    surprises.push(off / Math.sqrt(expected));
    const [gainLevel, gainGrowth] = [varLevel / expected, covariance / expected];
    level += gainLevel * off;
    growth += gainGrowth * off;
    varGrowth -= gainGrowth * covariance;
    covariance -= gainLevel * covariance;
    varLevel -= gainLevel * varLevel;
  }
  advance(-at);
  return { likelihood, surprises, end: { noise, drift, level, growth, varLevel, covariance, varGrowth } };
}

import type { Commitment } from '#shared/domain/commitment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { numberOfDay } from '#shared/rules/days.ts';
import { countedOf } from '#shared/usage/counted.ts';
import type { Forecast } from '#shared/usage/forecast.ts';
import type { Standing } from '#shared/usage/standing.ts';
import { termOf } from '#shared/usage/terms.ts';
import type { Ahead, Reached, TermView } from './term.ts';

/** As many points as a line of a year needs to be true to the week. */
const MOST_POINTS = 104;

export interface TermInput {
  readonly commitment: Commitment;
  readonly stands: Standing;
  /** How it would stand with the what-if; null without one. */
  readonly wouldStand: Standing | null;
  readonly books: readonly UsageBook[];
  readonly all: readonly Commitment[];
}

const aheadOf = (forecast: Forecast | null, from: number): readonly Ahead[] =>
  (forecast?.path ?? []).map(({ day, low, likely, high }) => ({
    day: Math.max(from, numberOfDay(day)),
    low,
    likely,
    high,
  }));

/** A term as the chart against the commitment draws it. */
export function termView({
  commitment,
  stands,
  wouldStand,
  books,
  all,
}: TermInput): TermView & { readonly id: string } {
  const { first, last } = termOf(commitment);
  const mine = books.filter(({ deploymentId }) => commitment.deploymentIds.includes(deploymentId));
  const readOn = stands.readAt === null ? null : numberOfDay(stands.readAt.slice(0, 10));
  const until = readOn === null ? first - 1 : Math.min(last, readOn);
  const { within } = countedOf(commitment, mine, all);
  const step = Math.max(1, Math.ceil((last - first + 1) / MOST_POINTS));
  const used: Reached[] = [];
  let sum = 0n;
  for (let day = first; day <= until; day += step) {
    const to = Math.min(until, day + step - 1);
    sum += within(day, to);
    used.push({ day: to, value: Number(sum) });
  }
  const runsOut = stands.usedUpOn === null ? (stands.forecast?.runsOut ?? null) : null;
  return {
    id: commitment.id,
    name: commitment.name,
    first,
    last,
    bought: Number(commitment.quantity),
    used,
    ahead: aheadOf(stands.forecast, first - 1),
    whatIf: aheadOf(wouldStand?.forecast ?? null, first - 1),
    runsOut:
      runsOut?.likely == null
        ? null
        : {
            earliest: runsOut.earliest === null ? null : numberOfDay(runsOut.earliest),
            likely: numberOfDay(runsOut.likely),
            latest: runsOut.latest === null ? null : numberOfDay(runsOut.latest),
          },
    readOn,
  };
}

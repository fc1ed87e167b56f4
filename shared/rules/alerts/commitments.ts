import type { Alert } from '../../domain/alert.ts';
import type { Commitment } from '../../domain/commitment.ts';
import { standing } from '../../usage/standing.ts';
import { paysBefore, termOf } from '../../usage/terms.ts';
import { dayNumber, dayNumberAt } from '../days.ts';
import { THRESHOLD_DAYS } from '../licence.ts';
import type { AlertFacts } from './facts.ts';

/** From here on the end of a term is shown: a new plan can be bought within days, a licence needs one. */
const TELL_END_DAYS = 30;
/** For so long after its end the lack of a successor is shown. */
const TELL_ENDED_DAYS = 30;
/** The forecast is shown when it is more likely than not. */
const LIKELY = 0.5;

/** Commitments that are used up, will be before their end, or end with nothing after them. */
export const commitmentAlerts = (facts: AlertFacts, now: Date): readonly Alert[] =>
  facts.commitments.flatMap((commitment) => [
    ...useAlerts(commitment, facts, now),
    ...endAlerts(commitment, facts, now),
  ]);

function useAlerts(commitment: Commitment, { books, commitments }: AlertFacts, now: Date): readonly Alert[] {
  const { phase, usedUpOn, forecast, readAt } = standing(commitment, books, now, { all: commitments });
  const { id: commitmentId } = commitment;
  if (phase === 'before') return [];
  if (usedUpOn !== null && phase === 'running')
    return [{ kind: 'commitment-used-up', id: `commitment-used-up ${commitmentId}`, since: usedUpOn, commitmentId }];
  const runsOutOn = forecast?.runsOut.likely ?? null;
  if (runsOutOn === null || (forecast?.chance ?? 0) < LIKELY) return [];
  const left = (dayNumber(runsOutOn) ?? 0) - dayNumberAt(now);
  const threshold = THRESHOLD_DAYS.findLast((days) => left <= days) ?? 'later';
  const id = `commitment-forecast ${commitmentId} ${threshold}`;
  return [{ kind: 'commitment-forecast', id, since: readAt, commitmentId, runsOutOn }];
}

function endAlerts(commitment: Commitment, { commitments }: AlertFacts, now: Date): readonly Alert[] {
  const { first, last } = termOf(commitment);
  const today = dayNumberAt(now);
  const daysLeft = Math.max(0, last - today + 1);
  if (today < first || daysLeft > TELL_END_DAYS || today > last + TELL_ENDED_DAYS) return [];
  if (commitments.some((other) => follows(other, commitment))) return [];
  const threshold = daysLeft === 0 ? 0 : THRESHOLD_DAYS.findLast((days) => daysLeft <= days);
  const { id: commitmentId, endsOn } = commitment;
  const id = `commitment-ending ${commitmentId} ${endsOn} ${threshold}`;
  return [{ kind: 'commitment-ending', id, since: null, commitmentId, daysLeft, endsOn }];
}

/** Whether `next` pays for the day after `commitment` ends, for one of its meters. */
function follows(next: Commitment, commitment: Commitment): boolean {
  if (next.id === commitment.id || !next.deploymentIds.some((id) => commitment.deploymentIds.includes(id)))
    return false;
  const shares = next.meters.some(({ image, meter }) =>
    commitment.meters.some((key) => key.image === image && key.meter === meter),
  );
  if (!shares || paysBefore(next, commitment)) return false;
  const after = termOf(commitment).last + 1;
  const { first, last } = termOf(next);
  return first <= after && last >= after;
}

import type { Alert, AlertOf } from '../../domain/alert.ts';
import { endsAgainAndAgain, standingOf } from '../serving.ts';
import type { DeploymentFacts, PartFacts } from './facts.ts';

const MINUTE_MS = 60_000;
/** A container that served gets this long: the engine may start it again by itself. */
export const UNREADY_AFTER_MS = 3 * MINUTE_MS;
/** One that was started gets as long as a start in Drydock waits. */
export const START_LIMIT_MS = 10 * MINUTE_MS;

/**
 * Containers that served and do not any more. A stop in Drydock is no alert; one elsewhere is: it looks the same as a
 * container that ended by itself, and what nobody knows of is what should be told.
 */
export function servingAlerts({ deployment, meantToServe, parts }: DeploymentFacts, now: Date): readonly Alert[] {
  if (!meantToServe) return [];
  const ofPart = (facts: PartFacts): readonly AlertOf<'not-serving'>[] => {
    const trouble = troubleOf(facts, now);
    if (trouble === null) return [];
    const { image } = facts.part;
    const { container } = facts;
    // What goes on and on is shown once a day.
    const day = container === null || container === 'unknown' ? '' : (container.restarts?.at.slice(0, 10) ?? '');
    const id = `not-serving ${deployment.id} ${image} ${trouble.why} ${trouble.since ?? day}`;
    return [{ kind: 'not-serving', id, deploymentId: deployment.id, image, ...trouble }];
  };
  const alerts = parts.flatMap(ofPart);
  // Without an engine nothing is known of any part, which is one thing to tell.
  return alerts.every(({ why }) => why === 'engine') ? alerts.slice(0, 1) : alerts;
}

type Trouble = Pick<AlertOf<'not-serving'>, 'why' | 'since' | 'exitCode' | 'times'>;

function troubleOf({ container, notReadySince }: PartFacts, now: Date): Trouble | null {
  const unready = notReadySince === null ? 0 : now.getTime() - Date.parse(notReadySince);
  if (container === 'unknown')
    return unready >= UNREADY_AFTER_MS ? { why: 'engine', since: notReadySince, exitCode: null, times: null } : null;
  if (container === null)
    return unready >= UNREADY_AFTER_MS ? { why: 'gone', since: notReadySince, exitCode: null, times: null } : null;
  const { exitCode, finishedAt, startedAt, restarts } = container;
  const standing = standingOf(container);
  // Also while it serves for a moment.
  if (restarts && endsAgainAndAgain(container) && (standing === 'ready' || standing === 'again-and-again'))
    return { why: 'again-and-again', since: null, exitCode: restarts.exitCode, times: restarts.count };
  if (standing === 'ready') return null;
  if (standing !== 'starting' && standing !== 'paused')
    return { why: standing === 'killed-for-memory' ? 'memory' : 'ended', since: finishedAt, exitCode, times: null };
  const started = startedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(startedAt);
  if (unready < UNREADY_AFTER_MS || started < START_LIMIT_MS) return null;
  return { why: 'not-ready', since: notReadySince, exitCode: null, times: null };
}

import type { ContainerWorld, DeploymentWorld } from '../domain/deployment.ts';
import { mayBeUsed } from './licence.ts';
import { isUsable } from './platform.ts';

/** How a container does now. What became of it before the engine started it again is history. */
export type Standing = 'ready' | 'starting' | 'again-and-again' | 'killed-for-memory' | 'ended' | 'stopped' | 'paused';

/** The exit code of what obeyed the signal to end: 128 and its number. */
const ASKED_TO_END = 143;

/** So many ends within a quarter of an hour are no accident any more. */
const TOO_OFTEN = 3;

/** Whether it ends again and again, and the engine starts it again each time; also while it just serves. */
export const endsAgainAndAgain = ({ restarts }: Pick<ContainerWorld, 'restarts'>): boolean =>
  restarts !== null && restarts.count >= TOO_OFTEN;

/** The one rule that rail, steps, pages and alerts speak from. */
export function standingOf({
  state,
  exitCode,
  killedForMemory,
  readiness,
  restarts,
}: Pick<ContainerWorld, 'state' | 'exitCode' | 'killedForMemory' | 'readiness' | 'restarts'>): Standing {
  if (state === 'exited' || state === 'dead') {
    if (killedForMemory) return 'killed-for-memory';
    return exitCode === 0 || exitCode === ASKED_TO_END ? 'stopped' : 'ended';
  }
  if (state === 'paused') return 'paused';
  if (readiness === 'ready') return 'ready';
  return endsAgainAndAgain({ restarts }) ? 'again-and-again' : 'starting';
}

/** Down, or up for moments only, and not by the operator's wish. */
const FAILED: ReadonlySet<Standing> = new Set(['killed-for-memory', 'ended', 'again-and-again']);

/** Whether it does not serve and will not by itself, for whatever reason. */
export const isOver = (standing: Standing): boolean =>
  FAILED.has(standing) || standing === 'stopped' || standing === 'paused';

/** The one word and colour of a deployment, as the rail's dot shows it. */
export type Serving = 'serving' | 'starting' | 'needs-you' | 'stopped' | 'failed' | 'not-set-up';

/**
 * What a glance across the room should tell. `doing`: what Drydock is doing with its containers just now; while it makes or
 * removes them, a missing one is nothing to act on.
 */
export function servingState(
  { parts }: Pick<DeploymentWorld, 'parts'>,
  doing: 'start' | 'stop' | null = null,
): Serving {
  const standings = parts.flatMap(({ container }) => (container ? [standingOf(container)] : []));
  if (standings.length === 0) {
    if (doing === 'start') return 'starting';
    const prepared = parts.every(({ imageOnHost, licence }) => isUsable(imageOnHost) && mayBeUsed(licence));
    return prepared ? 'stopped' : 'not-set-up';
  }
  if (standings.some((one) => FAILED.has(one))) return 'failed';
  if (standings.length < parts.length)
    return doing === 'start' ? 'starting' : doing === 'stop' ? 'stopped' : 'needs-you';
  if (standings.includes('paused')) return 'needs-you';
  if (standings.every((one) => one === 'ready')) return 'serving';
  if (standings.includes('stopped')) return doing === 'start' ? 'starting' : 'stopped';
  return 'starting';
}

import type { RenewalState } from '#shared/domain/renewal.ts';

/** The steps of a renewal as the operator sees them. */
export const RENEWAL_STEPS = ['licence', 'trial', 'switch', 'finish'] as const;
export type RenewalStep = (typeof RENEWAL_STEPS)[number];

/**
 * Whether a definition must not be changed: a renewal keeps what it was before and writes it anew at the switch and at an
 * undo, so a change in between would be lost or meet a set that was made without it.
 */
export const settingsLocked = ({ stage }: Pick<RenewalState, 'stage'>): boolean =>
  stage === 'licence' || stage === 'trial' || stage === 'switched';

/** Whether the second set has shown that it works, or the port is on its way already: then it can be switched to. */
export const canSwitch = ({ stage, way, serving, trial, parts }: RenewalState): boolean =>
  stage === 'trial' &&
  way === 'beside' &&
  parts.every(({ container }) => container?.state === 'running') &&
  (serving !== 'old' || trial?.ready === true);

/** How each step is drawn, by where the renewal stands. A short stop does the second and third in one. */
export function renewalSteps(now: RenewalState): Readonly<Record<RenewalStep, 'done' | 'current' | 'todo'>> {
  const at = { none: 0, licence: 1, trial: canSwitch(now) ? 2 : 1, switched: 3, leftovers: 3 }[now.stage];
  const state = (index: number) => (index < at ? 'done' : index === at ? 'current' : 'todo');
  return { licence: state(0), trial: state(1), switch: state(2), finish: state(3) };
}

/** Whether the step in hand was broken off: nobody serves while someone should, or the second set is not whole. */
export function brokenOff(state: RenewalState): boolean {
  if (state.stage !== 'trial') return false;
  const missing = state.parts.some(({ container }) => container?.state !== 'running');
  return missing || state.serving !== 'old' || state.way === 'replace';
}

/** Whether both sets at once may take more memory than the host has; false where the host does not say. */
export const tooMuchMemory = ({ memory }: Pick<RenewalState, 'memory'>): boolean =>
  memory.hostBytes > 0 && memory.runningBytes + memory.secondBytes > memory.hostBytes;

import type { DeploymentWorld, PartWorld } from '#shared/domain/deployment.ts';
import { mayBeUsed } from '#shared/rules/licence.ts';
import { isUsable } from '#shared/rules/platform.ts';
import { isOver, standingOf } from '#shared/rules/serving.ts';

/** The wizard's steps in order, named as the operator knows them. */
export const STEPS = ['pull', 'license', 'run', 'analyse', 'usage'] as const;
export type Step = (typeof STEPS)[number];

export type StepState = 'done' | 'current' | 'todo' | 'attention';

const pulled = (part: PartWorld): boolean => isUsable(part.imageOnHost);
const licensed = (part: PartWorld): boolean => mayBeUsed(part.licence);
const ready = (part: PartWorld): boolean => part.container?.readiness === 'ready';

/**
 * Whether each step is done, read from the world: the engine has the images, the folders hold licences, the containers
 * answer, a meter has counted. Nothing remembers that a step was done.
 */
export function stepsDone(world: DeploymentWorld): Readonly<Record<Step, boolean>> {
  const used = (world.quantityUsed ?? 0n) > 0n;
  return {
    pull: world.parts.every(pulled),
    license: world.parts.every(licensed),
    run: world.parts.every(ready),
    analyse: used,
    usage: used,
  };
}

/** The step on which the operator should land: the first that is not done; *usage* when all are. */
export function nextStep(world: DeploymentWorld): Step {
  const done = stepsDone(world);
  return STEPS.find((step) => !done[step]) ?? 'usage';
}

/** How each step is drawn. `attention`: it was right once and is not any more (an ended licence, a dead container). */
export function stepStates(world: DeploymentWorld): Readonly<Record<Step, StepState>> {
  const done = stepsDone(world);
  const next = nextStep(world);
  const stateOf = (step: Step): StepState => {
    if (done[step]) return 'done';
    if (step === 'license' && world.parts.some((part) => part.licence.state === 'expired')) return 'attention';
    if (step === 'run' && world.parts.some(({ container }) => container !== null && isOver(standingOf(container))))
      return 'attention';
    return step === next ? 'current' : 'todo';
  };
  return Object.fromEntries(STEPS.map((step) => [step, stateOf(step)])) as Record<Step, StepState>;
}

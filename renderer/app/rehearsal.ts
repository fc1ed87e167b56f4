import type { DeploymentWorld } from '#shared/domain/deployment.ts';
import type { RehearsedFailure } from '#shared/domain/rehearsal.ts';
import { isUsable } from '#shared/rules/platform.ts';
import type { Step } from '../deployment/steps.ts';

const AT_STEP: Readonly<Record<Step, readonly RehearsedFailure[]>> = {
  pull: ['pull-broken-off'],
  license: ['key-refused', 'licence-expired'],
  run: ['port-taken', 'killed-for-memory'],
  analyse: ['killed-for-memory'],
  usage: ['licence-expired'],
};

/** What can go wrong at a step, each with whether it can be made to happen now. */
export function failuresAt(
  step: Step,
  world: DeploymentWorld,
): readonly { readonly failure: RehearsedFailure; readonly possible: boolean }[] {
  const runs = world.parts.some(({ container }) => container?.state === 'running');
  const possible: Readonly<Record<RehearsedFailure, boolean>> = {
    'pull-broken-off': world.parts.some(({ imageOnHost }) => !isUsable(imageOnHost)),
    'key-refused': world.parts.some(({ licence }) => licence.state !== 'valid'),
    'licence-expired': world.parts.some(({ licence }) => licence.state === 'valid'),
    'port-taken': !runs,
    'killed-for-memory': runs,
  };
  return AT_STEP[step].map((failure) => ({ failure, possible: possible[failure] }));
}

import type { OperationSnapshot } from '#shared/contract/messages.ts';
import type { DeploymentWorld } from '#shared/domain/deployment.ts';
import { type Serving, servingState } from '#shared/rules/serving.ts';
import { inputOf, useOperations } from '../door/operations.ts';
import type { Tone } from '../ui/tone.tsx';

/** The one colour of each state; the word comes from the catalogue. */
export const toneOf: Readonly<Record<Serving, Tone>> = {
  serving: 'good',
  starting: 'busy',
  'needs-you': 'warn',
  stopped: 'quiet',
  failed: 'bad',
  'not-set-up': 'quiet',
};

const DOING: Readonly<Record<string, 'start' | 'stop'>> = {
  'deployments.start': 'start',
  'deployments.restart': 'start',
  'deployments.stop': 'stop',
  'deployments.remove': 'stop',
};

/** What Drydock is doing with a deployment's containers just now. */
export const doingWith = (
  id: string,
  operations: readonly Pick<OperationSnapshot, 'path' | 'state' | 'input'>[],
): 'start' | 'stop' | null => {
  const running = operations.find(
    (one) => one.state.name === 'running' && DOING[one.path] !== undefined && inputOf(one, 'id') === id,
  );
  return running ? (DOING[running.path] ?? null) : null;
};

/** The state of a deployment as it is shown everywhere; null while its world is not known. */
export function useServing(world: DeploymentWorld | undefined): Serving | null {
  const operations = useOperations();
  return world ? servingState(world, doingWith(world.deployment.id, operations)) : null;
}

import type { OperationPath } from '#shared/contract/index.ts';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import { Interruption } from '#shared/domain/renewal.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { inputOf, useOperations } from '../../door/operations.ts';
import { useStartOneOf } from '../../door/reads.ts';

/** Steps that need nothing but the deployment. */
export type PlainStep = Extract<
  OperationPath,
  'renewal.startTrial' | 'renewal.sample' | 'renewal.switch' | 'renewal.replace' | 'renewal.finish' | 'renewal.undo'
>;

/** What is being done for a renewal, or was done last. */
export interface Doing {
  readonly latest: OperationSnapshot | null;
  /** A step runs, or has ended so shortly ago that what is on screen is older. */
  readonly busy: boolean;
  /** A start that was not taken. */
  readonly refused: Failure | null;
  /** How long nobody answered in the last switch; null where this window saw none. */
  readonly interruptionMs: number | null;
  readonly start: (step: PlainStep) => void;
}

/** The operations of one deployment's renewal. */
export function useRenewal(deploymentId: string, readAt: string | null): Doing {
  const operations = useOperations().filter(
    (one) => one.path.startsWith('renewal.') && inputOf(one, 'deploymentId') === deploymentId,
  );
  const latest = operations.at(-1) ?? null;
  const switched = operations.findLast(({ path }) => path === 'renewal.switch' || path === 'renewal.replace')?.state;
  const output = switched?.name === 'succeeded' ? Interruption.safeParse(switched.output).data : undefined;
  const start = useStartOneOf<PlainStep>();
  const running = latest?.state.name === 'running';
  const stale = latest && latest.state.name !== 'running' && readAt !== null ? latest.state.endedAt > readAt : false;
  return {
    latest,
    busy: running || stale || start.isPending,
    refused: start.error?.failure ?? null,
    interruptionMs: output?.interruptionMs ?? null,
    start: (path) => start.mutate({ path, input: { deploymentId } }),
  };
}

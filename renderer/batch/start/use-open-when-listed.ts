import { useEffect } from 'react';
import { isOf, useOperations } from '../../door/operations.ts';

/**
 * Opens the batch that an operation works on as soon as it says which that is; whether that is still awaited. An operation that
 * ends before it says so, e.g. because the container is gone, opens nothing: its failure stands where it was begun.
 */
export function useOpenWhenListed(operationId: string | null, open: (batchId: string) => void): boolean {
  const found = useOperations().find(({ id }) => id === operationId);
  const operation = found && isOf(found, 'batch.run') ? found : null;
  const output = operation?.state.name === 'succeeded' ? operation.state.output : null;
  const batchId = operation?.progress?.batchId ?? output?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known
  useEffect(() => {
    if (batchId !== null) open(batchId);
  }, [batchId]);
  return operationId !== null && batchId === null && (operation === null || operation.state.name === 'running');
}

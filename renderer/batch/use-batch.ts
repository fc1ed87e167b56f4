import type { Batch, BatchProgress } from '#shared/domain/batch.ts';
import { inputOf, isOf, type SnapshotOf, useOperations } from '../door/operations.ts';
import { useRead } from '../door/reads.ts';

/** A batch as its manifest has it, with what its running operation says besides. */
export interface LiveBatch {
  readonly batch: Batch;
  readonly progress: BatchProgress | null;
  /** Its newest operation, running or ended; null where it was begun in an earlier session. */
  readonly operation: SnapshotOf<'batch.run'> | null;
}

/** The operation that works, or last worked, on a batch. */
export function useBatchRun(of: Pick<Batch, 'id' | 'deploymentId' | 'folder'> | null): SnapshotOf<'batch.run'> | null {
  const found = useOperations().findLast(
    (snapshot) =>
      isOf(snapshot, 'batch.run') &&
      of !== null &&
      inputOf(snapshot, 'deploymentId') === of.deploymentId &&
      isOfBatch(inputOf(snapshot, 'folder'), of),
  );
  return found && isOf(found, 'batch.run') ? found : null;
}

/** Whether what an operation was given, a folder or a batch, is this one. */
const isOfBatch = (given: unknown, { id, folder }: Pick<Batch, 'id' | 'folder'>): boolean =>
  typeof given === 'object' &&
  given !== null &&
  (Reflect.get(given, 'batchId') === id || Reflect.get(given, 'path') === folder);

/** A batch of a deployment, kept fresh; `live` is null where the list has none of this id. */
export function useBatch(deploymentId: string, batchId: string) {
  const list = useRead('batch.list', { deploymentId });
  const batch = list.data?.find(({ id }) => id === batchId) ?? null;
  const operation = useBatchRun(batch);
  const running = operation?.state.name === 'running';
  const progress = running && operation.progress?.batchId === batchId ? operation.progress : null;
  const live: LiveBatch | null = batch ? { batch: told(batch, progress), progress, operation } : null;
  return { list, live, running: progress !== null };
}

/** The list is read seldom, progress comes all the time: what it says is newer. */
function told(batch: Batch, progress: BatchProgress | null): Batch {
  if (progress === null) return batch;
  return { ...batch, counts: progress.counts, state: progress.paused ? 'paused' : 'running' };
}

import { useQuery } from '@tanstack/react-query';
import { call, type Refused } from '../door/bridge.ts';
import { queryClient } from '../door/reads.ts';
import { type KnownRows, mergeRows, NO_ROWS } from './model/merge.ts';

const EVERY_MS = 700;

const keyOf = (batchId: string): readonly string[] => ['batch', 'rows', batchId];

/**
 * All rows of a batch; after the first read only what changed is asked for. `live` asks again and again while it runs. Rows of
 * a large batch show as they come.
 */
export function useRows(batchId: string, live: boolean) {
  return useQuery<KnownRows, Refused>({
    queryKey: keyOf(batchId),
    queryFn: () => readOn(batchId),
    refetchInterval: live ? EVERY_MS : false,
    structuralSharing: false,
    // Only what changed is asked for, so looking again costs nothing.
    staleTime: 0,
  });
}

async function readOn(batchId: string): Promise<KnownRows> {
  let known = queryClient.getQueryData<KnownRows>(keyOf(batchId)) ?? NO_ROWS;
  for (;;) {
    const { rows, upTo, more } = await call('batch.table', { batchId, after: known.upTo });
    if (rows.length > 0 || upTo !== known.upTo) known = { rows: mergeRows(known.rows, rows), upTo };
    if (!more) return known;
    queryClient.setQueryData(keyOf(batchId), known);
  }
}

import { useMemo } from 'react';
import { BOOKS_AT_ONCE } from '#shared/contract/usage.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import type { Refused } from '../door/bridge.ts';
import { useReadParts } from '../door/reads.ts';

export interface Books {
  /** Null until all are read. */
  readonly values: readonly UsageBook[] | null;
  readonly error: Refused | null;
  readonly refetch: () => void;
}

/** The usage books of these deployments, as one read. */
export function useBooks(deploymentIds: readonly string[]): Books {
  const inputs = useMemo(
    () =>
      Array.from({ length: Math.ceil(deploymentIds.length / BOOKS_AT_ONCE) }, (_, part) => ({
        deploymentIds: deploymentIds.slice(part * BOOKS_AT_ONCE, (part + 1) * BOOKS_AT_ONCE),
      })),
    [deploymentIds],
  );
  const { data, error, refetch } = useReadParts('usage.books', inputs);
  const values = useMemo(() => data?.flat() ?? null, [data]);
  return { values, error, refetch: () => void refetch() };
}

import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Refused } from '../door/bridge.ts';
import { FailurePanel } from './failure-panel.tsx';
import { useWords } from './words.tsx';

interface ReadGateProps<T> {
  readonly read: UseQueryResult<T, Refused>;
  /** Heights of the skeletons in px, so that nothing jumps when the data is there. */
  readonly heights?: readonly number[];
  readonly children: (value: T) => ReactNode;
}

/** The loading, failed and stale look of anything that is read: a failed read is never a blank. */
export function ReadGate<T>({ read, heights = [72, 72], children }: ReadGateProps<T>) {
  const words = useWords();
  const again = () => void read.refetch();
  if (read.data === undefined && read.error === null)
    return (
      <Stack gap={16} aria-busy aria-label={words.loading}>
        {heights.map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <Skeleton key={index} height={height} />
        ))}
      </Stack>
    );
  return (
    <>
      {read.error ? <FailurePanel failure={read.error.failure} onRetry={again} retryLabel={words.readAgain} /> : null}
      {read.data === undefined ? null : children(read.data)}
    </>
  );
}

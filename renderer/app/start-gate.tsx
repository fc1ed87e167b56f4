import type { ReactNode } from 'react';
import { useRead } from '../door/reads.ts';
import { StartFailed } from './start-failed.tsx';

/** The app, or what became of a start that failed. While the start is under way the app draws what needs no answer. */
export function StartGate({ children }: { readonly children: ReactNode }) {
  const { data, refetch } = useRead('start.state', undefined);
  if (data?.name !== 'failed') return children;
  return <StartFailed state={data} onChange={() => void refetch()} />;
}

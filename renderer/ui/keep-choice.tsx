import { Alert, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Keeping } from '#shared/domain/credentials.ts';
import { useRead } from '../door/reads.ts';
import { useWords } from './words.tsx';

export interface KeepingState {
  readonly keep: Keeping;
  /** Null while it is being looked at. */
  readonly available: boolean | null;
  readonly setSession: (session: boolean) => void;
}

/** Where a secret will be kept: the keychain, unless there is none or the operator wants this session only. */
export function useKeeping(): KeepingState {
  const keychain = useRead('credentials.keychain', undefined);
  const [session, setSession] = useState(false);
  const available = keychain.data?.available ?? null;
  return { keep: session || available === false ? 'session' : 'keychain', available, setSession };
}

/** Says where a secret goes, and lets the operator keep it for this session only; never in a file. */
export function KeepChoice({ keep, available, setSession }: KeepingState) {
  const words = useWords().keeping;
  if (available === false)
    return (
      <Alert color="yellow" variant="light" title={words.noKeychain}>
        {words.sessionOnly}
      </Alert>
    );
  return (
    <Checkbox
      label={words.session}
      description={words.keychain}
      checked={keep === 'session'}
      onChange={({ currentTarget }) => setSession(currentTarget.checked)}
    />
  );
}

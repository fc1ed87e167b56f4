import { useState } from 'react';
import type { Grant } from '#shared/domain/grant.ts';
import { useAction } from '../door/reads.ts';

/**
 * A path to read from: chosen in the system's dialog, dropped, or typed. What was typed becomes a grant once the operator
 * confirms it in a dialog of the system; `give` asks for that, and hands the grant on.
 */
export function useGivenPath(kind: 'read-file' | 'read-folder') {
  const [path, setPath] = useState('');
  const [grant, setGrant] = useState<Grant | null>(null);
  const confirm = useAction('app.confirmPath');
  return {
    path,
    grant,
    /** Takes what was typed, or what was given already. */
    set(next: string, given: Grant | null): void {
      setPath(next);
      setGrant(given);
      confirm.reset();
    },
    give(then: (grant: Grant) => void): void {
      if (grant) then(grant);
      else
        confirm.mutate(
          { path: path.trim(), kind },
          {
            onSuccess: (given) => {
              setGrant(given);
              then(given);
            },
          },
        );
    },
    asking: confirm.isPending,
    error: confirm.error,
  };
}

import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { subscribe } from '../door/bridge.ts';

/** Goes where a message on the desktop leads, when it was pressed. */
export function GoTo() {
  const [, navigate] = useLocation();
  useEffect(
    () =>
      subscribe((push) => {
        if (push.kind === 'go') navigate(push.address);
      }),
    [navigate],
  );
  return null;
}

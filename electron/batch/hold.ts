import type { Failure } from '#shared/failures/failure.ts';
import { pause } from '../analysis/pause.ts';

/** Where the service is to be found, or why nothing can be sent to it just now. */
export type Looked =
  | { readonly kind: 'there'; readonly port: number }
  | { readonly kind: 'gone'; readonly failure: Failure };

export interface HoldNeeds {
  readonly look: () => Promise<Looked>;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  /** Told whenever what is held for changes. */
  readonly changed: () => void;
  /** Told once it is there, before anyone who waits. `wasGone`: it was missed. */
  readonly back: (port: number, wasGone: boolean) => void;
}

export interface Hold {
  /** Why nothing is sent; null while it is, and while it is still being looked at. */
  readonly reason: () => Failure | null;
  /** Whether the service is being looked at because it seemed to be gone. */
  readonly looking: () => boolean;
  /** Looks whether the service is gone and waits until it is back; whoever asks meanwhile waits along. */
  readonly untilBack: () => Promise<void>;
}

/** Holds a batch while its container is gone, and looks again and again whether it is back. */
export function createHold({ look, everyMs, signal, changed, back }: HoldNeeds): Hold {
  let reason: Failure | null = null;
  let looking: Promise<void> | null = null;

  async function lookAgain(): Promise<void> {
    for (;;) {
      const found = await look();
      signal.throwIfAborted();
      if (found.kind === 'there') {
        back(found.port, reason !== null);
        return;
      }
      if (found.failure.code !== reason?.code) {
        reason = found.failure;
        changed();
      }
      await pause(everyMs, signal);
    }
  }

  return {
    reason: () => reason,
    looking: () => looking !== null,
    untilBack() {
      looking ??= lookAgain().finally(() => {
        reason = null;
        looking = null;
      });
      return looking;
    },
  };
}

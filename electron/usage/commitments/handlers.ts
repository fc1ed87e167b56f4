import type { commitments } from '#shared/contract/commitments.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { sameName, troubleWith } from '#shared/usage/terms.ts';
import type { HandlersFor } from '../../ipc/handlers.ts';

/** Where commitments are kept. */
export interface CommitmentStore {
  commitments(): readonly Commitment[];
  saveCommitment(commitment: Commitment): void;
  forgetCommitment(id: string): void;
}

/**
 * Whether a commitment can be kept. Terms that overlap are fine: `overlapsOf` says which one pays.
 *
 * Fails with `commitment.name-taken`, `commitment.unusable`.
 */
export function checkCommitment(commitment: Commitment, all: readonly Commitment[]): void {
  const { name } = commitment;
  if (all.some((other) => other.id !== commitment.id && sameName(other.name, name)))
    throw new Foreseen('commitment.name-taken', { name });
  const trouble = troubleWith(commitment);
  if (trouble) throw new Foreseen('commitment.unusable', { name, trouble });
}

/** Serves `commitments`. */
export function serveCommitments({ store }: { readonly store: CommitmentStore }): HandlersFor<typeof commitments> {
  return {
    list: () => [...store.commitments()],
    save: (commitment) => {
      checkCommitment(commitment, store.commitments());
      store.saveCommitment(commitment);
      return commitment;
    },
    forget: ({ id }) => store.forgetCommitment(id),
  };
}

import type { Commitment } from '#shared/domain/commitment.ts';

/** What is being done with commitments. */
export type Editing =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'next' | 'remove'; readonly commitment: Commitment };

import type { FailureCode, FailureFacts } from '../../../failures/registry.ts';

/** What happened and what to do next, for every failure that can be foreseen. */
export type FailureWords = { readonly [C in FailureCode]: (facts: FailureFacts[C]) => { said: string; next: string } };

import { z } from 'zod';
import { action, query } from './kinds.ts';

/** What was wrong with the settings' file at the start, so that a copy is offered. */
export const CopyOffer = z.enum(['damaged', 'in-part', 'missing', 'newer']);
export type CopyOffer = z.infer<typeof CopyOffer>;

/** An earlier good state of the settings. */
export const SettingsCopy = z.object({
  /** When it was made, an instant; names it. */
  at: z.string(),
  deployments: z.array(z.string()),
  commitments: z.int(),
  /** Whether it holds what the settings hold now. */
  isCurrent: z.boolean(),
});
export type SettingsCopy = z.infer<typeof SettingsCopy>;

/** Copies of the settings, made at each change and checked when they are made. */
export const copies = {
  /** Newest first. The newest is the one to offer, where one is. */
  list: query({ input: z.void(), output: z.object({ offer: CopyOffer.nullable(), copies: z.array(SettingsCopy) }) }),
  /**
   * Ids of deployments that a copy does not have and that are known otherwise: by containers of this installation, and by the
   * usage history. Null for what could not be asked.
   */
  lacking: query({
    input: z.object({ at: z.string() }),
    output: z.object({ onEngine: z.array(z.string()).nullable(), inHistory: z.array(z.string()).nullable() }),
  }),
  /** Takes the settings of a copy. Fails with `copy.unreadable`. */
  restore: action({ input: z.object({ at: z.string() }), output: z.void(), touches: ['*'] }),
  /** No copy is wanted: none is offered any more until the next start. */
  decline: action({ input: z.void(), output: z.void(), touches: ['copies'] }),
};

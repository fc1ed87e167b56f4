import { z } from 'zod';
import { Reading, UsageBook } from '../domain/history.ts';
import { action, query } from './kinds.ts';

const OfDeployment = z.object({ deploymentId: z.string() });

/** So many books are answered at once at most: more would hold the app up while the answer is checked and handed over. */
export const BOOKS_AT_ONCE = 250;

/** What the containers say was used, kept for ever, beside what Drydock sent. */
export const usage = {
  /** All that is known, from the history alone; asks no container. */
  book: query({ input: OfDeployment, output: UsageBook }),
  /** The same of several deployments. Of one that does not exist any more there is none. */
  books: query({
    input: z.object({ deploymentIds: z.array(z.string()).max(BOOKS_AT_ONCE) }),
    output: z.array(UsageBook),
  }),
  /** Reads each running container now, keeps what it says, and answers the book. */
  collect: action({ input: OfDeployment, output: UsageBook, touches: ['usage', 'deployments', 'alerts'] }),
  /** The raw readings between two instants, both included, in order: billing evidence. */
  readings: query({
    input: OfDeployment.extend({ from: z.iso.datetime(), to: z.iso.datetime() }),
    output: z.array(Reading),
  }),
  /** The daily copies of the history, newest first; each was checked when it was made. */
  copies: query({ input: z.void(), output: z.array(z.object({ at: z.string() })) }),
  /**
   * Puts a copy in the place of the history, which is set aside. Fails with `copy.unreadable`, `usage.history-unusable`.
   */
  restore: action({
    input: z.object({ at: z.string() }),
    output: z.void(),
    touches: ['usage', 'deployments', 'alerts'],
  }),
};

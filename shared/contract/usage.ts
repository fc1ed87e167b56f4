import { z } from 'zod';
import { Reading, UsageBook } from '../domain/history.ts';
import { action, query } from './kinds.ts';

const OfDeployment = z.object({ deploymentId: z.string() });

/** What the containers say was used, kept for ever, beside what Drydock sent. */
export const usage = {
  /** All that is known, from the history alone; asks no container. */
  book: query({ input: OfDeployment, output: UsageBook }),
  /** Reads each running container now, keeps what it says, and answers the book. */
  collect: action({ input: OfDeployment, output: UsageBook, touches: ['usage', 'deployments', 'alerts'] }),
  /** The raw readings between two instants, both included, in order: billing evidence. */
  readings: query({
    input: OfDeployment.extend({ from: z.iso.datetime(), to: z.iso.datetime() }),
    output: z.array(Reading),
  }),
};

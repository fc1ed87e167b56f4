import { z } from 'zod';
import { Grant } from '../domain/grant.ts';
import { Day } from '../domain/history.ts';
import { PhasesProgress } from '../domain/operations.ts';
import { operation } from './kinds.ts';

/** The evidence report: what was used in a period, for whoever has to believe it. */
export const evidence = {
  /** Makes the report and writes it to the file that `app.chooseNewFile` gave. */
  make: operation({
    input: z.object({
      deploymentIds: z.array(z.string()).min(1),
      /** Days in UTC, both included. */
      from: Day,
      to: Day,
      file: Grant,
    }),
    progress: PhasesProgress,
    output: z.object({
      path: z.string(),
      pages: z.int(),
      /** How many readings are attached, and the SHA-256 of the attached file. */
      readings: z.int(),
      sha256: z.string(),
    }),
    touches: [],
  }),
};

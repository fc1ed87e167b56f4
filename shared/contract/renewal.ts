import { z } from 'zod';
import { ImageId } from '../domain/catalogue.ts';
import { Grant } from '../domain/grant.ts';
import { PhasesProgress } from '../domain/operations.ts';
import { Interruption, RenewalState } from '../domain/renewal.ts';
import { operation, query } from './kinds.ts';

const Of = z.object({ deploymentId: z.string() });
const touches = ['renewal', 'license', 'deployments', 'alerts', 'usage'];

/**
 * Renewing the licences of a deployment while it serves. Each step can be undone until `finish`; how far one is, is read
 * from marks, folders and labels, so that a start of Drydock in between changes nothing.
 */
export const renewal = {
  state: query({ input: Of, output: RenewalState }),
  /** Downloads new licences into new folders beside the old ones. */
  fetch: operation({
    input: Of.extend({ images: z.array(ImageId).min(1), eulaAccepted: z.boolean() }),
    progress: PhasesProgress,
    output: z.array(z.object({ image: ImageId, folder: z.string(), endsAt: z.string().nullable() })),
    touches,
  }),
  /** Copies a licence from a folder into a new one beside the old; fails where it is none, or no better than the old. */
  import: operation({
    input: Of.extend({ image: ImageId, folder: Grant }),
    progress: PhasesProgress,
    output: z.object({ folder: z.string(), endsAt: z.string().nullable() }),
    touches,
  }),
  /** Starts a second set beside the serving one, at another loopback address. A failed one is taken away again. */
  startTrial: operation({
    input: Of,
    progress: PhasesProgress,
    output: z.object({ address: z.string(), port: z.int() }),
    touches,
  }),
  /** Sends a bundled sample through the second set. It counts on its meter: one that was interrupted is not sent again. */
  sample: operation({
    input: Of.extend({ sendAgain: z.boolean().default(false) }),
    progress: PhasesProgress,
    output: z.object({ documentName: z.string(), pages: z.int(), milliseconds: z.int() }),
    touches: ['renewal', 'usage'],
  }),
  /** Moves the port from the old set to the new one, which becomes the deployment's. The old one stays as it is. */
  switch: operation({ input: Of, progress: PhasesProgress, output: Interruption, touches, mustFinish: true }),
  /** The way with a stop: ends the old set, then starts the new one at its port. Where that fails the old one serves again. */
  replace: operation({ input: Of, progress: PhasesProgress, output: Interruption, touches, mustFinish: true }),
  /** Takes the old set away. From here on there is no way back; the old licence stays in its folder. */
  finish: operation({ input: Of, progress: PhasesProgress, output: z.void(), touches, mustFinish: true }),
  /** Back to before the renewal: the old licence serves, the new one is set aside. Answers where. */
  undo: operation({ input: Of, progress: PhasesProgress, output: z.array(z.string()), touches, mustFinish: true }),
};

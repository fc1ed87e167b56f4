import { z } from 'zod';
import { ImageId } from '../domain/catalogue.ts';
import { LicenceDecision, PhasesProgress } from '../domain/operations.ts';
import { action, operation, query } from './kinds.ts';

const OfPart = z.object({ deploymentId: z.string(), image: ImageId });

/** Licences: download, and the run template that the download printed. */
export const license = {
  /** Downloads a licence for each image in turn; those already fetched stay when a later one fails. */
  download: operation({
    input: z.object({
      deploymentId: z.string(),
      images: z.array(ImageId).min(1),
      eulaAccepted: z.boolean(),
    }),
    progress: PhasesProgress,
    output: z.array(
      z.object({ image: ImageId, files: z.array(z.string()), endsAt: z.string().nullable(), templatePath: z.string() }),
    ),
    touches: ['license', 'deployments', 'alerts'],
  }),
  /** Answers what a running download asks in its progress. Fails with `license.nothing-asked`. */
  decide: action({ input: OfPart.extend({ decision: LicenceDecision }), output: z.void(), touches: [] }),
  /** The kept template: as printed (redacted), and Drydock's own offline run as `docker run` lines and a Compose file. */
  template: query({
    input: OfPart,
    output: z.object({
      printed: z.string().nullable(),
      path: z.string().nullable(),
      run: z.string(),
      compose: z.string(),
    }),
  }),
  /** Enters the end of a licence whose files do not tell, or takes it back; it holds for these very files. */
  setEnd: action({
    input: OfPart.extend({ endsAt: z.iso.datetime().nullable() }),
    output: z.void(),
    touches: ['license', 'deployments', 'alerts'],
  }),
  /**
   * Whether the folder can hold a licence: absolute, a folder, writable. Made if its parent is writable. One that the operator
   * has not given is not looked at; it is asked for when the definition is saved.
   */
  checkFolder: query({
    input: z.object({ path: z.string() }),
    output: z.object({ given: z.boolean(), exists: z.boolean(), writable: z.boolean(), willBeMade: z.boolean() }),
  }),
};

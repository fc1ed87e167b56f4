import { z } from 'zod';
import { Deployment } from './deployment.ts';

/** A deployment whose containers are on the engine and that the settings do not have. */
export const FoundDeployment = z.object({
  /** Null where this installation made them; else whose label they bear, empty for version 0.1.0, which had none. */
  installation: z.string().nullable(),
  /** What labels and the engine tell; the name, and what is in `proposed`, is a proposal. */
  deployment: Deployment,
  /** What neither labels nor the engine tell. */
  proposed: z.array(z.enum(['port', 'restart', 'image', 'limits', 'folders', 'container-port'])),
  running: z.boolean(),
  /** Names of its containers, the gate included. */
  containers: z.array(z.string()),
  /** Whether it is to be offered above every page: it is this installation's, or nothing else is there to work with. */
  offered: z.boolean(),
});
export type FoundDeployment = z.infer<typeof FoundDeployment>;

import { z } from 'zod';
import { FeatureId, ImageId } from '../domain/catalogue.ts';
import { Deployment, DeploymentWorld, Seal } from '../domain/deployment.ts';
import { FoundDeployment } from '../domain/found.ts';
import { PhasesProgress } from '../domain/operations.ts';
import { action, operation, query } from './kinds.ts';

const ById = z.object({ id: z.string() });
const OfPart = z.object({ id: z.string(), image: ImageId });

export const PartStats = z.object({
  image: ImageId,
  /** 100 = one core busy. */
  cpuPercent: z.number(),
  memoryBytes: z.int(),
  memoryLimitBytes: z.int(),
  readAt: z.string(),
});
export type PartStats = z.infer<typeof PartStats>;

/** Deployments: the operator's intents, what is true of them, and their containers. */
export const deployments = {
  list: query({ input: z.void(), output: z.array(Deployment) }),
  world: query({ input: ById, output: DeploymentWorld }),
  /** A definition with the catalogue's defaults, own folders below the data folder and a free port; not stored yet. */
  propose: query({
    input: z.object({ feature: FeatureId, registry: z.string(), tag: z.string().nullable() }),
    output: Deployment,
  }),
  /** Stores a new definition or replaces the one with the same id. */
  save: action({ input: Deployment, output: Deployment, touches: ['deployments', 'license', 'alerts'] }),
  /** Those that the engine has containers of and that the settings do not have, e.g. after they were lost. */
  found: query({ input: z.void(), output: z.array(FoundDeployment) }),
  /**
   * Stores the definition of one that was found, under this name, and at this port where nobody knows it. What another
   * installation made is asked for outside the page first. Fails with `deployment.not-taken-up`, `deployment.not-on-engine`.
   */
  takeUp: action({
    input: z.object({
      id: z.string(),
      installation: z.string().nullable(),
      name: z.string().trim().min(1).max(60),
      hostPort: Deployment.shape.hostPort,
    }),
    output: Deployment,
    touches: ['deployments', 'license', 'alerts', 'usage', 'renewal', 'copies'],
  }),
  /** Forgets the definition; fails while its containers exist. Folders are left alone. */
  forget: action({ input: ById, output: z.void(), touches: ['deployments', 'alerts'] }),
  /** The exact commands of this definition as an operator would type them, and the same as a Compose file. */
  commands: query({ input: Deployment, output: z.object({ run: z.string(), compose: z.string() }) }),
  /** Whether the port is free to publish on now, and else the next one that is. */
  checkPort: query({
    input: z.object({ port: z.int(), deploymentId: z.string().nullable() }),
    output: z.object({ free: z.boolean(), nextFree: z.int() }),
  }),
  /** Network, helpers, feature; ends when `/ready` answers. A failed or cancelled start leaves nothing behind. */
  start: operation({
    input: ById,
    progress: PhasesProgress,
    output: z.object({ hostPort: z.int(), seal: Seal }),
    touches: ['deployments', 'usage'],
  }),
  stop: operation({ input: ById, progress: PhasesProgress, output: z.void(), touches: ['deployments'] }),
  restart: operation({ input: ById, progress: PhasesProgress, output: z.void(), touches: ['deployments'] }),
  /** Removes containers and network; licence and output folders stay. */
  remove: operation({ input: ById, progress: PhasesProgress, output: z.void(), touches: ['deployments'] }),
  /** Lets containers go on that somebody paused, a renewal's included. Fails with `engine.*`. */
  resume: action({ input: ById, output: z.void(), touches: ['deployments', 'renewal', 'alerts'] }),
  log: query({
    input: OfPart.extend({ lines: z.int().min(1).max(5000) }),
    output: z.object({ text: z.string(), readAt: z.string() }),
  }),
  stats: query({ input: ById, output: z.array(PartStats) }),
};

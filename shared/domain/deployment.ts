import { z } from 'zod';
import { FeatureId, ImageId } from './catalogue.ts';
import { Quantity } from './history.ts';

/** One container of a deployment as the operator intends it: the feature itself or a helper. */
export const Part = z.object({
  image: ImageId,
  /** Full reference with registry and tag. */
  reference: z.string(),
  /** Host folder that holds this image's licence; each container has its own. */
  licenceFolder: z.string(),
  /** Host folder for usage records; billing evidence, never deleted by Drydock. */
  outputFolder: z.string(),
  cpus: z.number().positive(),
  memoryBytes: z.int().positive(),
  containerPort: z.int().min(1).max(65_535),
});
export type Part = z.infer<typeof Part>;

/** Whom the feature's port is opened to. */
export const Reach = z.enum(['this-computer', 'network']);
export type Reach = z.infer<typeof Reach>;

export const RestartPolicy = z.enum(['no', 'on-failure', 'unless-stopped']);
export type RestartPolicy = z.infer<typeof RestartPolicy>;

/** What the operator wants to run, under a name. Intent alone: what is true is read from the world each time. */
export const Deployment = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1).max(60),
  feature: FeatureId,
  createdAt: z.iso.datetime(),
  /** The feature first, then its helpers. */
  parts: z.array(Part).min(1),
  hostPort: z.int().min(1).max(65_535),
  reach: Reach,
  restart: RestartPolicy,
  /** Part of the names of its containers since a renewal made them, so that a new set can run beside the old one. */
  set: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(?:-\d{1,3})?$/)
    .optional(),
});
export type Deployment = z.infer<typeof Deployment>;

/** One image as the engine has it. */
export const ImageOnHost = z.object({
  reference: z.string(),
  id: z.string(),
  /** Registry digest `sha256:…`; null for an image that came from an archive. */
  digest: z.string().nullable(),
  sizeBytes: z.int(),
  createdAt: z.string().nullable(),
  /** As the image names them, `linux` and `amd64`; empty where that was not asked. */
  os: z.string(),
  architecture: z.string(),
});
export type ImageOnHost = z.infer<typeof ImageOnHost>;

/** Where the end of a licence is known from. */
export const EndsSource = z.enum(['files', 'service', 'operator']);
export type EndsSource = z.infer<typeof EndsSource>;

export const LicenceState = z.object({
  /** `unknown`: there are files, and nothing tells that they are a licence. */
  state: z.enum(['valid', 'expired', 'unknown', 'missing', 'folder-unreadable']),
  folder: z.string(),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.int(), modifiedAt: z.string() })),
  /** When the licence ends; null where nothing tells: the files' format is the vendor's own. */
  endsAt: z.string().nullable(),
  /** Who tells: its files, the container's own words, or the operator, who entered it; null while nothing does. */
  endsSource: EndsSource.nullable(),
  /** The image that the files say they are for, where they do. */
  madeFor: z.string().nullable(),
  /** Whether the run template of the licence download is kept. */
  templateKept: z.boolean(),
});
export type LicenceState = z.infer<typeof LicenceState>;

export const ContainerWorld = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
  exitCode: z.int().nullable(),
  killedForMemory: z.boolean(),
  /** How often the engine started it again by itself within the last quarter of an hour, and its last end; null if never. */
  restarts: z.object({ count: z.int().positive(), at: z.string(), exitCode: z.int().nullable() }).nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Where the host reaches it; null while it is not published. */
  hostAddress: z.string().nullable(),
  hostPort: z.int().nullable(),
  cpus: z.number().nullable(),
  memoryBytes: z.int().nullable(),
  /** `/ready`: any 2xx is ready (vendor contract 4). */
  readiness: z.enum(['ready', 'not-ready', 'unreachable', 'not-running']),
  /** What `/status` says, where it says something. */
  statusWord: z.string().nullable(),
});
export type ContainerWorld = z.infer<typeof ContainerWorld>;

export const PartWorld = z.object({
  image: ImageId,
  imageOnHost: ImageOnHost.nullable(),
  licence: LicenceState,
  container: ContainerWorld.nullable(),
});
export type PartWorld = z.infer<typeof PartWorld>;

/**
 * What can get out of the running containers: nothing; nothing but to services of this computer itself; or anything.
 */
export const Seal = z.enum(['sealed', 'host-reachable', 'open']);
export type Seal = z.infer<typeof Seal>;

/** Everything that is true of a deployment, read now. */
export const DeploymentWorld = z.object({
  deployment: Deployment,
  readAt: z.string(),
  parts: z.array(PartWorld),
  /** Null while nothing runs. */
  seal: Seal.nullable(),
  /** Whether the engine holds what CPUs and memory its containers were given; where not, they may take all there is. */
  limitsHeld: z.object({ cpus: z.boolean(), memory: z.boolean() }),
  /** Largest quantity that any meter of this deployment has counted, as last collected; null if none ever was read. */
  quantityUsed: Quantity.nullable(),
  /** Names of containers that somebody else made under the same id: shown, and never touched. */
  strangers: z.array(z.string()),
  /** Names of its containers that somebody paused, those of a renewal and the gate included: they answer nothing. */
  paused: z.array(z.string()),
});
export type DeploymentWorld = z.infer<typeof DeploymentWorld>;

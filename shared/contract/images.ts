import { z } from 'zod';
import { ImageId } from '../domain/catalogue.ts';
import { Unread } from '../domain/credential-status.ts';
import { Keeping } from '../domain/credentials.ts';
import { ImageOnHost } from '../domain/deployment.ts';
import { Grant } from '../domain/grant.ts';
import { BytesProgress, PullProgress } from '../domain/operations.ts';
import { action, operation, query } from './kinds.ts';

/** One image of an archive, as the engine has it now. */
export const LoadedImage = z.object({
  id: z.string(),
  /** The names that the archive gives it; none where it was saved by its id. */
  names: z.array(z.string()),
  sizeBytes: z.int(),
  /** `linux/arm64` where it is made for another platform than these containers run on; null where it is not. */
  foreignPlatform: z.string().nullable(),
  /** The image of the deployment that its digest or its path says it is; null where neither says. */
  proposed: ImageId.nullable(),
});
export type LoadedImage = z.infer<typeof LoadedImage>;

/** Images on this host, and how they come here. */
export const images = {
  list: query({ input: z.void(), output: z.array(ImageOnHost) }),
  /** Pulls one after the other; what is already complete stays on a later failure or cancel. */
  pull: operation({
    input: z.object({
      deploymentId: z.string().nullable(),
      images: z.array(z.object({ image: ImageId.nullable(), reference: z.string() })).min(1),
    }),
    progress: PullProgress,
    output: z.array(ImageOnHost),
    touches: ['images', 'deployments'],
  }),
  /** Loads a `docker save` archive; answers what the engine loaded, whether or not a deployment asks for it. */
  load: operation({
    input: z.object({ deploymentId: z.string().nullable(), archive: Grant }),
    progress: BytesProgress,
    output: z.array(LoadedImage),
    touches: ['images', 'deployments'],
  }),
  /**
   * Uses an image that is on this host for an image of a deployment: gives it the name that the deployment asks for.
   * Fails with `image.not-on-host`, `image.wrong-platform`, `image.asked-by-digest`.
   */
  use: action({
    input: z.object({ deploymentId: z.string(), image: ImageId, id: z.string() }),
    output: z.void(),
    touches: ['images', 'deployments'],
  }),
  /** Registries with a stored login; passwords never come back. */
  registryLogins: query({
    input: z.void(),
    output: z.object({
      logins: z.array(z.object({ host: z.string(), username: z.string(), kept: Keeping })),
      unread: Unread,
    }),
  }),
  setRegistryLogin: action({
    input: z.object({ host: z.string(), username: z.string().min(1), password: z.string().min(1), keep: Keeping }),
    output: z.void(),
    touches: ['images'],
  }),
  forgetRegistryLogin: action({ input: z.object({ host: z.string() }), output: z.void(), touches: ['images'] }),
};

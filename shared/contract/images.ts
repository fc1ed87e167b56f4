import { z } from 'zod';
import { ImageId } from '../domain/catalogue.ts';
import { Unread } from '../domain/credential-status.ts';
import { Keeping } from '../domain/credentials.ts';
import { ImageOnHost } from '../domain/deployment.ts';
import { Grant } from '../domain/grant.ts';
import { BytesProgress, PullProgress } from '../domain/operations.ts';
import { action, operation, query } from './kinds.ts';

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
  /** Loads a `docker save` archive; answers what the engine says it loaded. */
  load: operation({
    input: z.object({ deploymentId: z.string().nullable(), archive: Grant }),
    progress: BytesProgress,
    output: z.object({ references: z.array(z.string()) }),
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

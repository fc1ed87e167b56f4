import { z } from 'zod';
import { ImageId } from '../domain/catalogue.ts';
import { Keeping } from '../domain/credentials.ts';
import { LicenceDecision, PhasesProgress } from '../domain/operations.ts';
import { LicenceProxy, ProxyState } from '../domain/proxy.ts';
import { action, operation, query } from './kinds.ts';

const OfPart = z.object({ deploymentId: z.string(), image: ImageId });

/** Where and for how long others on the host could read the key of a licence run. */
export const KeyReadable = z.object({
  /** In the command line of the container's process, by every account of the host. */
  processMs: z.int(),
  /** In the engine's own description of the container, by those who may use the engine. */
  engineMs: z.int(),
  /** Licence files that hold it. */
  files: z.array(z.string()),
});
export type KeyReadable = z.infer<typeof KeyReadable>;

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
      z.object({
        image: ImageId,
        files: z.array(z.string()),
        endsAt: z.string().nullable(),
        templatePath: z.string(),
        keyReadable: KeyReadable,
      }),
    ),
    touches: ['license', 'deployments', 'alerts'],
  }),
  /** Answers what a running download asks in its progress. Fails with `license.nothing-asked`. */
  decide: action({ input: OfPart.extend({ decision: LicenceDecision }), output: z.void(), touches: [] }),
  /**
   * The kept template: as printed (redacted), and Drydock's own offline run as `docker run` lines and a Compose file. With
   * `folder` the one of an earlier licence of the deployment.
   */
  template: query({
    input: OfPart.extend({ folder: z.string().optional() }),
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
  /** How licence containers reach the internet; user and password never come back. */
  proxy: query({ input: z.void(), output: ProxyState }),
  /**
   * Keeps how licence containers reach the internet, and with `login` the proxy's user and password; null takes those out.
   * A new address is confirmed by the operator outside the page. Fails with `license.proxy-not-confirmed`, `keychain.*`.
   */
  setProxy: action({
    input: z.object({
      proxy: LicenceProxy,
      login: z
        .object({ username: z.string().min(1).max(256), password: z.string().max(512), keep: Keeping })
        .nullable()
        .optional(),
    }),
    output: z.void(),
    touches: ['license', 'app'],
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

import { z } from 'zod';

/** What a grant lets Drydock do with a path, and nothing else. */
export const GrantKind = z.enum(['read-file', 'read-folder', 'write-file-once', 'use-folder']);
export type GrantKind = z.infer<typeof GrantKind>;

/**
 * The right to use a file or folder, given by the operator outside the page: in a dialog of the system, or by a drop. The id
 * is what counts; the path is there to be shown, and nobody believes it.
 */
export const Grant = z.object({ id: z.string(), path: z.string() });
export type Grant = z.infer<typeof Grant>;

/** What the operator confirmed in a dialog outside the page; kept until it is withdrawn. */
export const Confirmed = z.object({
  /** Addresses of engines. */
  engines: z.array(z.string()),
  /** Images that may be given a key, though they are not from the vendor's own repositories. */
  images: z.array(
    z.object({
      reference: z.string(),
      /** The registry's digest, or the image's id where the engine has no digest for this repository. */
      digest: z.string(),
    }),
  ),
  /** Images of this host that Drydock gave a name: some engines then know them as though they had come from there. */
  renamed: z.array(z.object({ reference: z.string(), id: z.string() })).default([]),
});
export type Confirmed = z.infer<typeof Confirmed>;

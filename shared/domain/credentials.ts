import { z } from 'zod';
import type { Failure } from '../failures/failure.ts';

/**
 * The two kinds of Azure resource that licences are fetched with: Form Recognizer, and Computer Vision for the Read
 * helper. Inference of vendor contract 3.2: a licence of one service does not start another.
 */
export const ResourceKind = z.enum(['form-recognizer', 'computer-vision']);
export type ResourceKind = z.infer<typeof ResourceKind>;

/** Where a secret is kept: in the OS keychain, or in this process's memory until the app is closed. */
export const Keeping = z.enum(['keychain', 'session']);
export type Keeping = z.infer<typeof Keeping>;

/** Why the keychain could not be read; null where it could. */
export const Unread = z.custom<Failure>((value) => typeof value === 'object' && value !== null).nullable();

/** What the renderer may know of stored credentials: that they exist, never what they are. */
export const CredentialStatus = z.object({
  resource: ResourceKind,
  kept: Keeping.nullable(),
  cloud: z.enum(['public', 'us-government', 'china', 'other']).nullable(),
  /** Why it is not known whether something is kept: the keychain is locked or does not answer. */
  unread: Unread,
});
export type CredentialStatus = z.infer<typeof CredentialStatus>;

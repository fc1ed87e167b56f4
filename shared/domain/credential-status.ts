import { z } from 'zod';
import type { Failure } from '../failures/failure.ts';
import { Keeping, ResourceKind } from './credentials.ts';

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

import { z } from 'zod';
import { CredentialStatus } from '../domain/credential-status.ts';
import { Keeping, ResourceKind } from '../domain/credentials.ts';
import { action, query } from './kinds.ts';

/** Resource credentials: they go in and never come out. */
export const credentials = {
  status: query({ input: z.void(), output: z.array(CredentialStatus) }),
  /** Whether the OS keychain takes secrets; looked at by writing, reading and removing a test entry. */
  keychain: query({
    input: z.void(),
    output: z.object({ available: z.boolean(), detail: z.string().nullable() }),
  }),
  save: action({
    input: z.object({
      resource: ResourceKind,
      endpoint: z.string().min(1).max(2048),
      key: z.string().min(1).max(512),
      keep: Keeping,
    }),
    output: z.void(),
    touches: ['credentials'],
  }),
  forget: action({ input: z.object({ resource: ResourceKind }), output: z.void(), touches: ['credentials'] }),
};

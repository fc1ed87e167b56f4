import { z } from 'zod';

/** What can be made to go wrong in a rehearsal, so that the recovery can be practised. */
export const REHEARSED_FAILURES = [
  'pull-broken-off',
  'key-refused',
  'licence-expired',
  'port-taken',
  'killed-for-memory',
] as const;
export const RehearsedFailure = z.enum(REHEARSED_FAILURES);
export type RehearsedFailure = z.infer<typeof RehearsedFailure>;

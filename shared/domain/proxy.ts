import { z } from 'zod';
import { checkProxyAddress } from '../rules/proxy.ts';
import { Unread } from './credential-status.ts';
import { Keeping } from './credentials.ts';

/** An address of a proxy without a login, which no settings file may hold. */
const Address = z
  .string()
  .max(500)
  .refine((text) => checkProxyAddress(text).ok);
const NoProxy = z.string().max(2000);

/** How licence containers reach the internet, as the operator wants it: as found on this computer, not at all, or so. */
export const LicenceProxy = z.discriminatedUnion('use', [
  z.object({ use: z.literal('found') }),
  z.object({ use: z.literal('none') }),
  z.object({ use: z.literal('own'), address: Address, noProxy: NoProxy }),
]);
export type LicenceProxy = z.infer<typeof LicenceProxy>;

/** A proxy as it is shown: never with user and password. */
export const ShownProxy = z.object({
  from: z.enum(['settings', 'environment', 'docker']),
  address: z.string(),
  noProxy: z.string(),
  hasLogin: z.boolean(),
  /** Whether its address means the container itself, so that it leads nowhere. */
  loopback: z.boolean(),
});
export type ShownProxy = z.infer<typeof ShownProxy>;

export const ProxyState = z.object({
  wanted: LicenceProxy,
  /** What a licence container is given now; null: it goes straight. */
  used: ShownProxy.nullable(),
  /** What the environment or Docker's configuration names; null where neither does. */
  found: ShownProxy.nullable(),
  /** Where the entered login is kept; null where there is none. */
  login: Keeping.nullable(),
  unread: Unread,
});
export type ProxyState = z.infer<typeof ProxyState>;

import type { credentials } from '#shared/contract/credentials.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { Keychain } from './keychain.ts';
import type { Secrets } from './secrets.ts';

/** Serves `credentials`: they go in and never come out. */
export function serveCredentials({
  secrets,
  keychain,
}: {
  readonly secrets: Secrets;
  readonly keychain: Keychain;
}): HandlersFor<typeof credentials> {
  return {
    status: () => secrets.status(),
    keychain: () => keychain.check(),
    save: ({ resource, endpoint, key, keep }) => secrets.saveResource(resource, endpoint, key, keep),
    forget: ({ resource }) => secrets.forgetResource(resource),
  };
}

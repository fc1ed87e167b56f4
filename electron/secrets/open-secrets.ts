import { serveCredentials } from './handlers.ts';
import { createKeychain, loadKeytar } from './keychain.ts';
import type { Redactor } from './redactor.ts';
import { createSecrets, type KeychainNotes } from './secrets.ts';

export interface OpenSecretsOptions {
  /** Knows from then on what is kept here. */
  readonly redactor: Redactor;
  /** The name of our entries in the keychain, where it is another than the usual one. */
  readonly service?: string | undefined;
  /** Kept with the settings. */
  readonly notes: KeychainNotes;
}

const KEYCHAIN_LIMIT_MS = 15_000;

/** Opens the room of secrets on the system's keychain; nothing is read before it is asked for. */
export function openSecrets({ redactor, service, notes }: OpenSecretsOptions) {
  const keychain = createKeychain({
    load: loadKeytar,
    limitMs: KEYCHAIN_LIMIT_MS,
    ...(service === undefined ? {} : { service }),
  });
  const secrets = createSecrets({ keychain, redactor, notes });
  return { secrets, keychain, serves: serveCredentials({ secrets, keychain }) };
}

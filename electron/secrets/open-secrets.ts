import type { Settings } from '../settings/settings.ts';
import { serveCredentials } from './handlers.ts';
import { createKeychain, loadKeytar } from './keychain.ts';
import type { Redactor } from './redactor.ts';
import { createSecrets } from './secrets.ts';

export interface OpenSecretsOptions {
  /** Knows from then on what is kept here. */
  readonly redactor: Redactor;
  /** Names our entries in the keychain, where they have another name than the usual one. */
  readonly apart?: { readonly keychainService: string };
  /** Keep the names of our entries. */
  readonly settings: Pick<Settings, 'keychainAccounts' | 'noteKeychainAccount'>;
}

const KEYCHAIN_LIMIT_MS = 15_000;

/** Opens the room of secrets on the system's keychain; nothing is read before it is asked for. */
export function openSecrets({ redactor, apart, settings }: OpenSecretsOptions) {
  const store = createKeychain({
    load: loadKeytar,
    limitMs: KEYCHAIN_LIMIT_MS,
    ...(apart ? { service: apart.keychainService } : {}),
  });
  const notes = { accounts: settings.keychainAccounts, note: settings.noteKeychainAccount };
  const secrets = createSecrets({ keychain: store, redactor, notes });
  return {
    secrets,
    /** Whether the keychain takes secrets, and why not. */
    keychain: store.check,
    serves: serveCredentials({ secrets, keychain: store }),
  };
}

import { z } from 'zod';
import { type CredentialStatus, type Keeping, ResourceKind } from '#shared/domain/credentials.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { checkEndpoint } from '#shared/rules/endpoint.ts';
import { checkKey } from '#shared/rules/key-shape.ts';
import { parseJson } from '../files/parse-json.ts';
import type { Keychain } from './keychain.ts';
import type { Redactor } from './redactor.ts';
import { Secret } from './secret.ts';

const StoredResource = z.object({ endpoint: z.string(), key: z.string() });
const StoredLogin = z.object({ username: z.string(), password: z.string() });

export interface ResourceCredentials {
  readonly endpoint: string;
  readonly key: Secret;
}

export interface RegistryCredentials {
  readonly username: string;
  readonly password: Secret;
}

export interface RegistryLoginStatus {
  readonly host: string;
  readonly username: string;
  readonly kept: Keeping;
}

const LOGIN_PREFIX = 'registry ';
const resourceAccount = (resource: ResourceKind): string => `resource ${resource}`;

export type Secrets = ReturnType<typeof createSecrets>;

/**
 * Resource credentials and registry logins: in the keychain, or in this process's memory until it ends. What is in memory
 * wins. Every value that passes is made known to the redactor.
 */
export function createSecrets({ keychain, redactor }: { readonly keychain: Keychain; readonly redactor: Redactor }) {
  const session = new Map<string, string>();

  const put = async (account: string, value: string, keep: Keeping): Promise<void> => {
    if (keep === 'keychain') {
      await keychain.write(account, value);
      session.delete(account);
    } else {
      session.set(account, value);
    }
  };
  const take = async (account: string): Promise<{ readonly text: string; readonly kept: Keeping } | null> => {
    const inMemory = session.get(account);
    if (inMemory !== undefined) return { text: inMemory, kept: 'session' };
    const text = await keychain.read(account);
    return text === null ? null : { text, kept: 'keychain' };
  };
  const forget = async (account: string): Promise<void> => {
    const wasInMemory = session.delete(account);
    try {
      await keychain.remove(account);
    } catch (error) {
      if (!wasInMemory) throw error; // nothing can be in a keychain that is not there
    }
  };
  const readResource = async (resource: ResourceKind) => {
    const stored = await take(resourceAccount(resource));
    const parsed = StoredResource.safeParse(parseJson(stored?.text ?? '')).data;
    if (!stored || !parsed) return null;
    redactor.know(parsed.key);
    return { ...parsed, kept: stored.kept };
  };

  return {
    /** Keeps endpoint and key of a resource. Fails with `credentials.*-malformed`, `keychain.*`. */
    async saveResource(resource: ResourceKind, endpoint: string, key: string, keep: Keeping): Promise<void> {
      const checked = checkEndpoint(endpoint);
      if (!checked.ok) throw new Foreseen('credentials.endpoint-malformed', { text: endpoint });
      redactor.know(key.trim());
      const shape = checkKey(key);
      if (shape === 'empty' || shape === 'malformed') throw new Foreseen('credentials.key-malformed', {});
      const value = JSON.stringify({ endpoint: checked.endpoint, key: key.trim() });
      await put(resourceAccount(resource), value, keep);
    },
    /** Endpoint and key, for the one job that needs them. Fails with `credentials.missing`, `keychain.*`. */
    async resource(resource: ResourceKind): Promise<ResourceCredentials> {
      const stored = await readResource(resource);
      if (!stored) throw new Foreseen('credentials.missing', { resource });
      return { endpoint: stored.endpoint, key: new Secret(stored.key) };
    },
    /** What the screen may know: that something is kept, where, and for which cloud. A keychain that is away holds nothing. */
    status: (): Promise<CredentialStatus[]> =>
      Promise.all(
        ResourceKind.options.map(async (resource) => {
          const stored = await readResource(resource).catch(() => null);
          const checked = stored && checkEndpoint(stored.endpoint);
          return { resource, kept: stored?.kept ?? null, cloud: checked?.ok ? checked.cloud : null };
        }),
      ),
    forgetResource: (resource: ResourceKind) => forget(resourceAccount(resource)),

    async saveLogin(host: string, username: string, password: string, keep: Keeping): Promise<void> {
      redactor.know(password);
      await put(`${LOGIN_PREFIX}${host}`, JSON.stringify({ username, password }), keep);
    },
    /** The login of a registry; null where none is kept. */
    async login(host: string): Promise<RegistryCredentials | null> {
      const stored = await take(`${LOGIN_PREFIX}${host}`).catch(() => null);
      const login = StoredLogin.safeParse(parseJson(stored?.text ?? '')).data;
      if (!login) return null;
      redactor.know(login.password);
      return { username: login.username, password: new Secret(login.password) };
    },
    async logins(): Promise<RegistryLoginStatus[]> {
      const kept = await keychain.list().catch(() => []);
      const all = [
        ...[...session].map(([account, text]) => ({ account, text, kept: 'session' as const })),
        ...kept
          .filter(({ account }) => !session.has(account))
          .map(({ account, password }) => ({ account, text: password, kept: 'keychain' as const })),
      ];
      return all.flatMap(({ account, text, kept: where }) => {
        const login = account.startsWith(LOGIN_PREFIX) ? StoredLogin.safeParse(parseJson(text)).data : undefined;
        return login ? [{ host: account.slice(LOGIN_PREFIX.length), username: login.username, kept: where }] : [];
      });
    },
    forgetLogin: (host: string) => forget(`${LOGIN_PREFIX}${host}`),
  };
}

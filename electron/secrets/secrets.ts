import { z } from 'zod';
import type { CredentialStatus } from '#shared/domain/credential-status.ts';
import { type Keeping, ResourceKind } from '#shared/domain/credentials.ts';
import { type Failure, Foreseen, isForeseen, toFailure } from '#shared/failures/failure.ts';
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

export interface RegistryLogins {
  readonly logins: { readonly host: string; readonly username: string; readonly kept: Keeping }[];
  /** Why the others could not be read from the keychain. */
  readonly unread: Failure | null;
}

/** Which entries Drydock put into the keychain: what tells one that is locked from one that holds nothing. No secrets. */
export interface KeychainNotes {
  readonly accounts: () => readonly string[];
  readonly note: (account: string, there: boolean) => void;
}

const LOGIN_PREFIX = 'registry ';
const PROXY = 'proxy';
const resourceAccount = (resource: ResourceKind): string => `resource ${resource}`;

export type Secrets = ReturnType<typeof createSecrets>;

/**
 * Resource credentials and registry logins: in the keychain, or in this process's memory until it ends. What is in memory
 * wins, and what it replaced is taken out of the keychain. A keychain that is locked or does not answer is a failure, never
 * "nothing kept". Every value that passes is made known to the redactor.
 */
export function createSecrets({
  keychain,
  redactor,
  notes,
}: {
  readonly keychain: Keychain;
  readonly redactor: Redactor;
  readonly notes: KeychainNotes;
}) {
  const session = new Map<string, string>();
  const noted = (account: string): boolean => notes.accounts().includes(account);
  const note = (account: string, there: boolean): void => {
    if (noted(account) !== there) notes.note(account, there);
  };

  /** Writes an entry. One that did not answer in time may be there all the same, so it stays noted. */
  const write = async (account: string, value: string): Promise<void> => {
    const before = noted(account);
    note(account, true);
    try {
      await keychain.write(account, value);
    } catch (error) {
      if (!isForeseen(error, 'keychain.no-answer')) note(account, before);
      throw error;
    }
  };
  /** An entry; null where there is none. */
  const read = async (account: string): Promise<string | null> => {
    try {
      let text = await keychain.read(account);
      if (text === null && noted(account)) {
        await keychain.prove();
        text = await keychain.read(account);
      }
      note(account, text !== null);
      return text;
    } catch (error) {
      // What was never put in cannot be in a keychain that is not there.
      if (isForeseen(error, 'keychain.unavailable') && !noted(account)) return null;
      throw error;
    }
  };
  /** Takes an entry out, and makes sure that it is gone. Nothing is asked for what was never put in. */
  const remove = async (account: string): Promise<void> => {
    if (!noted(account)) return;
    if (!(await keychain.remove(account))) {
      await keychain.prove();
      await keychain.remove(account);
    }
    note(account, false);
  };

  const put = async (account: string, value: string, keep: Keeping): Promise<void> => {
    if (keep === 'keychain') {
      await write(account, value);
      session.delete(account);
      return;
    }
    session.set(account, value);
    try {
      await remove(account);
    } catch (cause) {
      throw new Foreseen('keychain.old-stays', {}, { cause });
    }
  };
  const take = async (account: string): Promise<{ readonly text: string; readonly kept: Keeping } | null> => {
    const inMemory = session.get(account);
    if (inMemory !== undefined) return { text: inMemory, kept: 'session' };
    const text = await read(account);
    return text === null ? null : { text, kept: 'keychain' };
  };
  const forget = async (account: string): Promise<void> => {
    session.delete(account);
    try {
      await remove(account);
    } catch (cause) {
      throw new Foreseen('keychain.not-forgotten', {}, { cause });
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
    /**
     * Keeps endpoint and key of a resource. Fails with `credentials.*-malformed`, `keychain.*`; with `keychain.old-stays`
     * the new ones are kept for the session all the same.
     */
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
    /** What the screen may know: that something is kept, where, and for which cloud; or why the keychain does not tell. */
    status: (): Promise<CredentialStatus[]> =>
      Promise.all(
        ResourceKind.options.map(async (resource) => {
          try {
            const stored = await readResource(resource);
            const checked = stored && checkEndpoint(stored.endpoint);
            const cloud = checked?.ok ? checked.cloud : null;
            return { resource, kept: stored?.kept ?? null, cloud, unread: null };
          } catch (error) {
            return { resource, kept: null, cloud: null, unread: toFailure(error) };
          }
        }),
      ),
    /** Fails with `keychain.not-forgotten` while the entry may still be in the keychain. */
    forgetResource: (resource: ResourceKind) => forget(resourceAccount(resource)),

    async saveLogin(host: string, username: string, password: string, keep: Keeping): Promise<void> {
      redactor.know(password);
      await put(`${LOGIN_PREFIX}${host}`, JSON.stringify({ username, password }), keep);
    },
    /** The login of a registry; null where none is kept. Fails with `keychain.*`. */
    async login(host: string): Promise<RegistryCredentials | null> {
      const stored = await take(`${LOGIN_PREFIX}${host}`);
      const login = StoredLogin.safeParse(parseJson(stored?.text ?? '')).data;
      if (!login) return null;
      redactor.know(login.password);
      return { username: login.username, password: new Secret(login.password) };
    },
    /** Registries with a login, without the passwords; and why the others could not be read. */
    async logins(): Promise<RegistryLogins> {
      const accounts = new Set([...session.keys(), ...notes.accounts()]);
      const logins: RegistryLogins['logins'] = [];
      let unread: Failure | null = null;
      for (const account of accounts) {
        if (!account.startsWith(LOGIN_PREFIX)) continue;
        try {
          const stored = await take(account);
          const login = StoredLogin.safeParse(parseJson(stored?.text ?? '')).data;
          if (stored && login)
            logins.push({ host: account.slice(LOGIN_PREFIX.length), username: login.username, kept: stored.kept });
        } catch (error) {
          unread = toFailure(error);
        }
      }
      return { logins, unread };
    },
    /** Keeps user and password of the proxy. Fails with `keychain.*`. */
    async saveProxyLogin(username: string, password: string, keep: Keeping): Promise<void> {
      redactor.know(password);
      await put(PROXY, JSON.stringify({ username, password }), keep);
    },
    /** User and password of the proxy, and where they are kept; null where none are. Fails with `keychain.*`. */
    async proxyLogin(): Promise<(RegistryCredentials & { readonly kept: Keeping }) | null> {
      const stored = await take(PROXY);
      const login = StoredLogin.safeParse(parseJson(stored?.text ?? '')).data;
      if (!stored || !login) return null;
      redactor.know(login.password);
      return { username: login.username, password: new Secret(login.password), kept: stored.kept };
    },
    /** Fails with `keychain.not-forgotten` while the entry may still be in the keychain. */
    forgetProxyLogin: () => forget(PROXY),

    /** Fails with `keychain.not-forgotten` while the entry may still be in the keychain. */
    forgetLogin: (host: string) => forget(`${LOGIN_PREFIX}${host}`),
  };
}

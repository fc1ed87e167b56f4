import type { LicenceProxy, ProxyState, ShownProxy } from '#shared/domain/proxy.ts';
import { toFailure } from '#shared/failures/failure.ts';
import { checkProxyAddress, isLoopback, noProxyWith } from '#shared/rules/proxy.ts';
import type { Engines } from '../docker/types.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { credentialsIn, findProxy, type ProxyPlaces, shownProxy, type Proxy as WayOut } from './proxy.ts';

export interface ProxyNeeds extends ProxyPlaces {
  readonly secrets: Pick<Secrets, 'proxyLogin' | 'saveProxyLogin' | 'forgetProxyLogin'>;
  readonly licenceProxy: {
    readonly read: () => LicenceProxy;
    readonly write: (proxy: LicenceProxy) => void;
  };
}

/** The proxy of a licence container as the operator wants it, with its login; null for none. Fails with `keychain.*`. */
export async function wantedProxy(needs: ProxyNeeds, engineHost: string): Promise<WayOut | null> {
  const wanted = needs.licenceProxy.read();
  if (wanted.use === 'none') return null;
  if (wanted.use === 'found') return findProxy(needs, engineHost);
  const login = await needs.secrets.proxyLogin();
  const url = withLogin(wanted.address, login && { username: login.username, password: login.password.reveal() });
  return { from: 'settings', http: url, https: url, noProxy: wanted.noProxy };
}

/** Whether two wishes lead through the same proxy of the operator's own. */
export const isSameProxy = (a: LicenceProxy, b: LicenceProxy): boolean =>
  a.use === 'own' && b.use === 'own' && a.address === b.address;

/** What the page may know of it. An engine that is not there leaves what is for all engines. */
export async function proxyState(needs: ProxyNeeds, engines: Pick<Engines, 'current'>): Promise<ProxyState> {
  const host = await engines.current().then(
    (engine) => engine.host,
    () => '',
  );
  const wanted = needs.licenceProxy.read();
  const found = shown(await findProxy(needs, host));
  const { login, unread } = await needs.secrets.proxyLogin().then(
    (kept) => ({ login: kept?.kept ?? null, unread: null }),
    (error: unknown) => ({ login: null, unread: toFailure(error) }),
  );
  const own =
    wanted.use === 'own'
      ? shown({ from: 'settings', http: null, https: wanted.address, noProxy: wanted.noProxy })
      : null;
  const used = wanted.use === 'found' ? found : own && { ...own, hasLogin: login !== null };
  return { wanted, used, found, login, unread };
}

function shown(proxy: WayOut | null): ShownProxy | null {
  const url = proxy?.https ?? proxy?.http ?? null;
  if (!proxy || url === null) return null;
  return {
    from: proxy.from,
    address: shownProxy(url),
    noProxy: noProxyWith(proxy.noProxy),
    hasLogin: credentialsIn(url).length > 0,
    loopback: isLoopback(url),
  };
}

function withLogin(address: string, login: { readonly username: string; readonly password: string } | null): string {
  const checked = checkProxyAddress(address);
  const whole = checked.ok ? checked.address : address;
  if (!login) return whole;
  const { username, password } = login;
  return whole.replace('://', `://${encodeURIComponent(username)}:${encodeURIComponent(password)}@`);
}

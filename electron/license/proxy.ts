import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noProxyWith } from '#shared/rules/proxy.ts';
import { parseJson } from '../files/parse-json.ts';

/** A way to the internet that a licence container is given. URLs may hold a user and a password. */
export interface Proxy {
  readonly from: 'settings' | 'environment' | 'docker';
  readonly http: string | null;
  readonly https: string | null;
  readonly noProxy: string | null;
}

export interface ProxyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
}

const Given = z.looseObject({
  httpProxy: z.string().nullish(),
  httpsProxy: z.string().nullish(),
  noProxy: z.string().nullish(),
});
/** `proxies` of the Docker client's own configuration: by the engine's address, or `default`. */
const ClientConfig = z.looseObject({ proxies: z.record(z.string(), Given).nullish() });

/**
 * The proxy for a container on `engineHost`: what this process's environment names (small letters first, as most programs
 * read them), else what the Docker client's configuration has for that engine or for all; null where neither names one.
 */
export async function findProxy({ env, homeFolder }: ProxyPlaces, engineHost: string): Promise<Proxy | null> {
  const named = (name: string): string | null => env[name.toLowerCase()] || env[name] || null;
  const http = named('HTTP_PROXY');
  const https = named('HTTPS_PROXY');
  if (http !== null || https !== null) return { from: 'environment', http, https, noProxy: named('NO_PROXY') };
  const path = join(env['DOCKER_CONFIG'] || join(homeFolder, '.docker'), 'config.json');
  const text = await readFile(path, 'utf8').catch(() => ''); // most computers have none
  const proxies = ClientConfig.safeParse(parseJson(text)).data?.proxies ?? {};
  const given = proxies[engineHost] ?? proxies['default'];
  if (!given?.httpProxy && !given?.httpsProxy) return null;
  return {
    from: 'docker',
    http: given.httpProxy || null,
    https: given.httpsProxy || null,
    noProxy: given.noProxy || null,
  };
}

/**
 * The environment of a licence container behind a proxy: in both cases, as programs differ, and the user and password once
 * more under the vendor's own name (vendor contract 2, `HTTP_PROXY_CREDS`).
 */
export function environmentOf({ http, https, noProxy }: Proxy): readonly string[] {
  const both = (name: string, value: string | null): readonly string[] =>
    value === null ? [] : [`${name}=${value}`, `${name.toLowerCase()}=${value}`];
  const [first] = [https, http].flatMap((url) => (url === null ? [] : credentialsIn(url)));
  return [
    ...both('HTTP_PROXY', http ?? https),
    ...both('HTTPS_PROXY', https ?? http),
    ...both('NO_PROXY', noProxyWith(noProxy)),
    ...(first ? [`HTTP_PROXY_CREDS=${first.username}:${first.password}`] : []),
  ];
}

/** User and password in a proxy's URL, as they are typed. */
export function credentialsIn(url: string): readonly { readonly username: string; readonly password: string }[] {
  const whole = url.includes('://') ? url : `http://${url}`;
  if (!URL.canParse(whole)) return [];
  const { username, password } = new URL(whole);
  return username === '' ? [] : [{ username: decode(username), password: decode(password) }];
}

/** Everything in the proxy's URLs that no log may show: passwords, as they are and as they are written in a URL. */
export const secretsIn = ({ http, https }: Proxy): readonly string[] =>
  [http, https].flatMap((url) => {
    const written = LOGIN.exec(url ?? '')?.groups?.['login'];
    return [
      ...credentialsIn(url ?? '').flatMap(({ username, password }) => [`${username}:${password}`, password]),
      ...(written === undefined ? [] : [written, written.slice(written.indexOf(':') + 1)]),
    ];
  });

/** A proxy's address without user and password. */
export const shownProxy = (url: string): string => url.replace(LOGIN, '$<scheme>');

/** A login ends at the last `@`: in a password, people leave `@` and `/` as they are. */
const LOGIN = /^(?<scheme>[a-z][a-z0-9+.-]*:\/\/)?(?<login>.*)@/i;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

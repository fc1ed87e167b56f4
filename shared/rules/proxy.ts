export type ProxyVerdict =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: 'empty' | 'malformed' | 'has-login' };

/**
 * Checks a proxy's address as it is typed: `proxy.example:3128`, or with `http://` or `https://` before it. A login in it is
 * refused: it has fields of its own. The address comes back whole, without a path.
 */
export function checkProxyAddress(text: string): ProxyVerdict {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, reason: 'empty' };
  const whole = trimmed.includes('://') ? trimmed : `http://${trimmed}`;
  if (/\s/.test(trimmed) || !URL.canParse(whole)) return { ok: false, reason: 'malformed' };
  const { protocol, username, password, hostname, pathname, search, hash, host } = new URL(whole);
  if (username !== '' || password !== '') return { ok: false, reason: 'has-login' };
  const isBare = /^\/?$/.test(pathname) && search === '' && hash === '';
  if (!/^https?:$/.test(protocol) || hostname === '' || !isBare) return { ok: false, reason: 'malformed' };
  return { ok: true, address: `${protocol}//${host}` };
}

/** Whether an address means the computer, or the container, that uses it: in a container it is not this computer. */
export function isLoopback(address: string): boolean {
  const whole = address.includes('://') ? address : `http://${address}`;
  if (!URL.canParse(whole)) return false;
  const { hostname } = new URL(whole);
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname);
}

/** What never goes through a proxy, with what somebody named besides; each once. */
export function noProxyWith(given: string | null): string {
  const named = (given ?? '').split(/[\s,]+/).filter((one) => one !== '');
  return [...new Set([...named, 'localhost', '127.0.0.1', '::1'])].join(',');
}

export type Cloud = 'public' | 'us-government' | 'china' | 'other';

export type EndpointVerdict =
  | { readonly ok: true; readonly endpoint: string; readonly cloud: Cloud }
  | { readonly ok: false; readonly reason: 'empty' | 'not-https' | 'malformed' };

/** Host names of the clouds. Sources: the vendor's endpoint lists; regional names are the older form. */
const CLOUDS: readonly (readonly [Cloud, RegExp])[] = [
  ['public', /^[a-z0-9-]+\.cognitiveservices\.azure\.com$|^[a-z0-9-]+\.api\.cognitive\.microsoft\.com$/],
  ['us-government', /^[a-z0-9-]+\.cognitiveservices\.azure\.us$|^[a-z0-9-]+\.api\.cognitive\.microsoft\.us$/],
  ['china', /^[a-z0-9-]+\.cognitiveservices\.azure\.cn$|^[a-z0-9-]+\.api\.cognitive\.azure\.cn$/],
];

/**
 * Checks a resource's endpoint as it is typed. `other` hosts (a private link, a proxy) are taken after a warning; what is
 * not an https address is not. The endpoint comes back without query and with the slash that Azure shows at its end.
 */
export function checkEndpoint(text: string): EndpointVerdict {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, reason: 'empty' };
  if (/\s/.test(trimmed) || !URL.canParse(trimmed)) return { ok: false, reason: 'malformed' };
  const url = new URL(trimmed);
  if (url.protocol === 'http:') return { ok: false, reason: 'not-https' };
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return { ok: false, reason: 'malformed' };
  if (!/^[a-z0-9.-]+$/.test(url.hostname) || !url.hostname.includes('.')) return { ok: false, reason: 'malformed' };
  const cloud = CLOUDS.find(([, pattern]) => pattern.test(url.hostname))?.[0] ?? 'other';
  return { ok: true, endpoint: url.href.endsWith('/') ? url.href : `${url.href}/`, cloud };
}

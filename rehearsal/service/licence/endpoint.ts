import type { Secret } from '../settings/secret.ts';

/** The vendor's status words that the stand-in can answer with. Vendor contract 4.1. */
export type EndpointStatus =
  | 'Valid'
  | 'Invalid'
  | 'Mismatch'
  | 'CouldNotConnect'
  | 'OutOfQuota'
  | 'ContainerUseUnauthorized'
  | 'Unknown';

/** First words of a key that make the endpoint answer badly. The second spelling fits a key of 32 hex digits. */
const keyWords: readonly (readonly [RegExp, EndpointStatus])[] = [
  [/^bad/i, 'Invalid'],
  [/^(?:mismatch|0dd0dd)/i, 'Mismatch'],
  [/^(?:unapproved|0ff0ff)/i, 'ContainerUseUnauthorized'],
  [/^(?:outofquota|0e0e0e)/i, 'OutOfQuota'],
  [/^(?:unknown|0c0c0c)/i, 'Unknown'],
];

/** First labels of a host that do the same for any key. */
const hostWords: Readonly<Record<string, EndpointStatus>> = {
  unreachable: 'CouldNotConnect',
  invalid: 'Invalid',
  mismatch: 'Mismatch',
  unapproved: 'ContainerUseUnauthorized',
  outofquota: 'OutOfQuota',
  unknown: 'Unknown',
};

/** A key as Azure makes them: 32 hex digits, or 84 letters and digits. */
const keyForm = /^(?:[0-9a-f]{32}|[0-9a-z]{84})$/i;

/** The endpoint, parsed; null if it is not an absolute http(s) address with a host. */
export function parseEndpoint(billing: string): URL | null {
  if (!/^https?:\/\//i.test(billing) || !URL.canParse(billing)) return null;
  const url = new URL(billing);
  return url.hostname === '' ? null : url;
}

/**
 * What the endpoint says to the key. Nothing is asked over the network: the host's and the key's first words decide,
 * and a key that does not look like one is refused, as the real endpoint would.
 */
export function askEndpoint(endpoint: URL, key: Secret): EndpointStatus {
  const host = hostWords[endpoint.hostname.split('.')[0]?.toLowerCase() ?? ''];
  if (host) return host;
  const value = key.reveal();
  if (!keyForm.test(value)) return 'Invalid';
  return keyWords.find(([word]) => word.test(value))?.[1] ?? 'Valid';
}

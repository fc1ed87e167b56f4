import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a TLS connection is made with. What is not there is the system's: its authorities, and no certificate of our own. */
export interface Tls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False where whoever set the address up said to trust any certificate. */
  readonly rejectUnauthorized: boolean;
}

/** How to reach an engine: a socket or pipe, or a host with a port, perhaps over TLS. */
export type Address =
  | { readonly kind: 'socket'; readonly socketPath: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: Tls | null };

/** Where the files of a TLS connection are, `ca.pem`, `cert.pem` and `key.pem`, and whether the engine's is checked. */
export interface TlsFiles {
  /** Null: there are none. */
  readonly folder: string | null;
  readonly verify: boolean;
}

/**
 * Parses `unix:///path`, `npipe:////./pipe/name` or `tcp://host:port` (`http`, `https` too); null for anything else, ssh
 * included. A `tcp` address is spoken to over TLS where `tls` says so. Throws when one of its files cannot be read.
 */
export function parseAddress(text: string, tls: TlsFiles | null): Address | null {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(text.trim())?.[1];
  if (socket !== undefined) return { kind: 'socket', socketPath: socket };
  const tcp = /^(tcp|https?):\/\/(\[[0-9a-fA-F:]+\]|[^/:]+)(?::(\d{1,5}))?\/?$/.exec(text.trim());
  if (!tcp) return null;
  const [, scheme, host = '', port] = tcp;
  if (Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null;
  const secure = scheme === 'https' || (scheme === 'tcp' && tls !== null);
  return {
    kind: 'tcp',
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? (secure ? 2376 : 2375)),
    tls: secure ? read(tls ?? { folder: null, verify: true }) : null,
  };
}

function read({ folder, verify }: TlsFiles): Tls {
  const files = folder === null ? [] : readdirSync(folder);
  const text = (name: string): string | undefined =>
    files.includes(name) ? readFileSync(join(folder ?? '', name), 'utf8') : undefined;
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map(text);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    rejectUnauthorized: verify,
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How to reach an engine: a socket or pipe, or a host with a port, perhaps over TLS. */
export type Address =
  | { readonly kind: 'socket'; readonly socketPath: string }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly tls: { readonly ca: string; readonly cert: string; readonly key: string } | null;
    };

/**
 * Parses `unix:///path`, `npipe:////./pipe/name` or `tcp://host:port` (`http`, `https` too); null for anything else, ssh
 * included. TLS material comes from `DOCKER_CERT_PATH`, as for the `docker` command; throws when it cannot be read.
 */
export function parseAddress(text: string, env: Readonly<Record<string, string | undefined>>): Address | null {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(text.trim())?.[1];
  if (socket !== undefined) return { kind: 'socket', socketPath: socket };
  const tcp = /^(tcp|https?):\/\/(\[[0-9a-fA-F:]+\]|[^/:]+)(?::(\d{1,5}))?\/?$/.exec(text.trim());
  if (!tcp) return null;
  const [, scheme, host = '', port] = tcp;
  if (Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null;
  const folder = env['DOCKER_CERT_PATH'];
  const wantsTls = scheme === 'https' || (scheme === 'tcp' && Boolean(env['DOCKER_TLS_VERIFY']));
  const read = (name: string): string => readFileSync(join(folder ?? '', name), 'utf8');
  const tls = wantsTls && folder ? { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') } : null;
  if (wantsTls && !tls) return null;
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (tls ? 2376 : 2375)), tls };
}

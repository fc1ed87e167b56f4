import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { z } from 'zod';
import type { EngineCandidate } from '#shared/domain/engine.ts';
import { parseJson } from '../files/parse-json.ts';
import type { TlsFiles } from './address.ts';

/** A place where an engine may listen. */
export interface Place {
  readonly source: EngineCandidate['source'];
  readonly host: string;
  /** How it is spoken to over TLS; null: it is not, unless its address says so. */
  readonly tls: TlsFiles | null;
}

/** What the search depends on; passed in, so that tests can be on any system. */
export interface HostFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  /** Null where the system has no user ids. */
  readonly uid: number | null;
}

const unix = (path: string): string => `unix://${path}`;

/** Everywhere an engine is looked for, in the order in which one is taken; each host once. */
export async function placesToLook(facts: HostFacts, preferred: string | null): Promise<readonly Place[]> {
  const { env, platform } = facts;
  const places: Place[] = [];
  const context = await contextPlace(facts);
  // A typed address that is the context's has the context's certificates.
  if (preferred !== null)
    places.push({
      source: 'preference',
      host: preferred,
      tls: context?.host === preferred ? context.tls : tlsOfEnvironment(facts),
    });
  if (env['DOCKER_HOST'])
    places.push({ source: 'environment', host: env['DOCKER_HOST'], tls: tlsOfEnvironment(facts) });
  if (context !== null) places.push(context);
  places.push(...(platform === 'win32' ? windowsPipes : unixSockets(facts)).map((place) => ({ ...place, tls: null })));
  return places.filter((place, at) => places.findIndex(({ host }) => host === place.host) === at);
}

type Local = Omit<Place, 'tls'>;

const windowsPipes: readonly Local[] = [
  { source: 'named-pipe', host: 'npipe:////./pipe/docker_engine' },
  { source: 'docker-desktop', host: 'npipe:////./pipe/dockerDesktopLinuxEngine' },
  { source: 'podman', host: 'npipe:////./pipe/podman-machine-default' },
];

function unixSockets({ platform, env, homeFolder, uid }: HostFacts): readonly Local[] {
  const runtime = env['XDG_RUNTIME_DIR'] ?? (uid === null ? null : `/run/user/${uid}`);
  const home = (path: string): string => unix(posix.join(homeFolder, path));
  const places: Local[] = [{ source: 'system-docker', host: unix('/var/run/docker.sock') }];
  if (runtime) places.push({ source: 'rootless-docker', host: unix(posix.join(runtime, 'docker.sock')) });
  places.push({ source: 'rootless-docker', host: home('.docker/run/docker.sock') });
  places.push({ source: 'docker-desktop', host: home('.docker/desktop/docker.sock') });
  if (platform === 'darwin')
    places.push({ source: 'podman', host: home('.local/share/containers/podman/machine/podman.sock') });
  else places.push({ source: 'podman', host: unix('/run/podman/podman.sock') });
  if (runtime) places.push({ source: 'rootless-podman', host: unix(posix.join(runtime, 'podman/podman.sock')) });
  return places;
}

const Config = z.looseObject({ currentContext: z.string().nullish() });
const Meta = z.looseObject({
  Endpoints: z
    .looseObject({
      docker: z.looseObject({ Host: z.string().nullish(), SkipTLSVerify: z.boolean().nullish() }).nullish(),
    })
    .nullish(),
});

/** Where the `docker` command keeps its own things. */
const dockerFolder = ({ env, homeFolder }: HostFacts): string => env['DOCKER_CONFIG'] ?? join(homeFolder, '.docker');

/** How the environment has the `docker` command speak TLS: `DOCKER_TLS_VERIFY`, or `DOCKER_TLS` without a check. */
function tlsOfEnvironment(facts: HostFacts): TlsFiles | null {
  const { env } = facts;
  if (!env['DOCKER_TLS_VERIFY'] && !env['DOCKER_TLS']) return null;
  return { folder: env['DOCKER_CERT_PATH'] ?? dockerFolder(facts), verify: Boolean(env['DOCKER_TLS_VERIFY']) };
}

/**
 * The context that the `docker` command uses, with its certificates; null for the default one or where none can be read.
 * Source: docker/cli, `context/store`: `contexts/meta/ID/meta.json` and `contexts/tls/ID/docker/*.pem`, where ID is the
 * SHA-256 of the name.
 */
async function contextPlace(facts: HostFacts): Promise<Place | null> {
  const folder = dockerFolder(facts);
  const name =
    facts.env['DOCKER_CONTEXT'] ?? Config.safeParse(await readJson(join(folder, 'config.json'))).data?.currentContext;
  if (!name || name === 'default') return null;
  const id = createHash('sha256').update(name).digest('hex');
  const meta = Meta.safeParse(await readJson(join(folder, 'contexts', 'meta', id, 'meta.json')));
  const { Host, SkipTLSVerify } = meta.data?.Endpoints?.docker ?? {};
  if (!Host) return null;
  const files = join(folder, 'contexts', 'tls', id, 'docker');
  const hasFiles = (await readdir(files).catch(() => [])).length > 0; // most contexts have none
  const tls = hasFiles || SkipTLSVerify ? { folder: hasFiles ? files : null, verify: !SkipTLSVerify } : null;
  return { source: 'docker-context', host: Host, tls };
}

/** What is not there or not JSON is no place to look at. */
async function readJson(path: string): Promise<unknown> {
  try {
    return parseJson(await readFile(path, 'utf8')) ?? null;
  } catch {
    return null;
  }
}

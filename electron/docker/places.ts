import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { z } from 'zod';
import type { EngineCandidate } from '#shared/domain/engine.ts';

/** A place where an engine may listen. */
export interface Place {
  readonly source: EngineCandidate['source'];
  readonly host: string;
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
  if (preferred !== null) places.push({ source: 'preference', host: preferred });
  if (env['DOCKER_HOST']) places.push({ source: 'environment', host: env['DOCKER_HOST'] });
  const context = await contextHost(facts);
  if (context !== null) places.push({ source: 'docker-context', host: context });
  places.push(...(platform === 'win32' ? windowsPipes : unixSockets(facts)));
  return places.filter((place, at) => places.findIndex(({ host }) => host === place.host) === at);
}

const windowsPipes: readonly Place[] = [
  { source: 'named-pipe', host: 'npipe:////./pipe/docker_engine' },
  { source: 'docker-desktop', host: 'npipe:////./pipe/dockerDesktopLinuxEngine' },
  { source: 'podman', host: 'npipe:////./pipe/podman-machine-default' },
];

function unixSockets({ platform, env, homeFolder, uid }: HostFacts): readonly Place[] {
  const runtime = env['XDG_RUNTIME_DIR'] ?? (uid === null ? null : `/run/user/${uid}`);
  const home = (path: string): string => unix(posix.join(homeFolder, path));
  const places: Place[] = [{ source: 'system-docker', host: unix('/var/run/docker.sock') }];
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
  Endpoints: z.looseObject({ docker: z.looseObject({ Host: z.string().nullish() }).nullish() }).nullish(),
});

/** The host of the context that the `docker` command uses; null for the default one or where none can be read. */
async function contextHost({ env, homeFolder }: HostFacts): Promise<string | null> {
  const folder = env['DOCKER_CONFIG'] ?? join(homeFolder, '.docker');
  const name =
    env['DOCKER_CONTEXT'] ?? Config.safeParse(await readJson(join(folder, 'config.json'))).data?.currentContext;
  if (!name || name === 'default') return null;
  const id = createHash('sha256').update(name).digest('hex');
  const meta = Meta.safeParse(await readJson(join(folder, 'contexts', 'meta', id, 'meta.json')));
  return meta.data?.Endpoints?.docker?.Host ?? null;
}

/** What is not there or not JSON is no place to look at. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

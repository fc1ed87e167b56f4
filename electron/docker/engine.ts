import { Agent } from 'node:https';
import Docker from 'dockerode';
import type { Address } from './address.ts';
import { createContainers } from './containers.ts';
import { createEnds } from './ends.ts';
import { engineFailure } from './engine-errors.ts';
import { hasGroups, Info, infoOf, isLabelled, isPodman } from './engine-info.ts';
import { expectJson } from './expect-json.ts';
import { createImages } from './images.ts';
import type { Owner } from './labels.ts';
import { limitCalls } from './limit-calls.ts';
import { createNetworks } from './networks.ts';
import type { EngineVersion } from './probe.ts';
import type { Engine } from './types.ts';
import { watchEngine } from './watch.ts';

/** The newest API that this client was written for; an engine that speaks less is spoken to in its own. */
const NEWEST_API = '1.47';

export interface OpenEngine extends Engine {
  readonly apiVersion: string;
  /** What it said of itself when it was opened. */
  readonly version: string | null;
}

/** Opens the client of an engine that has answered; the API version is the lower of both sides' newest. */
export function createEngine({
  host,
  address,
  version,
  owner,
  networkRange,
  checkMount,
}: {
  readonly host: string;
  readonly address: Address;
  readonly version: EngineVersion;
  /** Whose containers and networks are made and found. */
  readonly owner: Owner;
  /** The range that sealed networks are taken from, `10.213.0.0/16`; null for Drydock's own choice. */
  readonly networkRange: () => string | null;
  /** Fails for a folder of the host that no container may have; the sockets are those that must not be in it. */
  readonly checkMount: (hostPath: string, sockets: readonly string[]) => Promise<void>;
}): OpenEngine {
  const apiVersion = lower(version.ApiVersion, NEWEST_API);
  const client = new Docker(
    address.kind === 'socket'
      ? { socketPath: address.socketPath, version: `v${apiVersion}` }
      : {
          host: address.host,
          port: address.port,
          version: `v${apiVersion}`,
          protocol: address.tls ? 'https' : 'http',
          ...(address.tls ? { agent: new Agent(address.tls) } : {}),
        },
  );
  const docker = expectJson(limitCalls(client));
  const ends = createEnds();
  const sockets = address.kind === 'socket' ? [address.socketPath] : [];
  const mayMount = (hostPath: string): Promise<void> => checkMount(hostPath, sockets);
  const info = (): Promise<Info> => ask(docker.info().then((answer) => Info.parse(answer)));
  let told: Promise<Info> | null = null;
  /** Asked once: what is taken from it is a matter of how the host was set up. */
  const setUp = (): Promise<Info> => {
    told ??= info();
    told.catch(() => {
      told = null;
    });
    return told;
  };
  return {
    host,
    apiVersion,
    version: version.Version ?? null,
    info: async () => infoOf(host, apiVersion, version, await info()),
    images: createImages(docker),
    containers: createContainers(docker, {
      owner,
      isPodman: isPodman(version),
      changesRestart: !isPodman(version) || isFrom(version, 5, 1),
      isLabelled: async () => isLabelled(await setUp()),
      measures: async () => hasGroups(await setUp()),
      ends,
      checkMount: mayMount,
    }),
    networks: createNetworks(docker, { owner, range: networkRange }),
    watch: (changed, signal) => watchEngine(docker, { changed, noted: ends.note }, signal),
  };
}

const isFrom = ({ Version }: EngineVersion, major: number, minor: number): boolean => {
  const [first = 0, second = 0] = (Version ?? '').split('.').map(Number);
  return first > major || (first === major && second >= minor);
};

const ask = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw engineFailure(error);
  }
};

/** The lower of two API versions. */
function lower(a: string, b: string): string {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA <= minorB) ? a : b;
}

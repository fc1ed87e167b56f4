import { Agent } from 'node:https';
import Docker from 'dockerode';
import { z } from 'zod';
import type { EngineInfo } from '#shared/domain/engine.ts';
import { judge } from '#shared/rules/checks.ts';
import type { Address } from './address.ts';
import { createContainers } from './containers.ts';
import { createEnds } from './ends.ts';
import { engineFailure } from './engine-errors.ts';
import { expectJson } from './expect-json.ts';
import { createImages } from './images.ts';
import { createNetworks } from './networks.ts';
import type { EngineVersion } from './probe.ts';
import type { Engine } from './types.ts';
import { watchEngine } from './watch.ts';

/** The newest API that this client was written for; an engine that speaks less is spoken to in its own. */
const NEWEST_API = '1.47';

/** The part of `/info` that is read; engines leave members out. */
const Info = z.looseObject({
  NCPU: z.number().nullish(),
  MemTotal: z.number().nullish(),
  OperatingSystem: z.string().nullish(),
  OSType: z.string().nullish(),
  Architecture: z.string().nullish(),
  KernelVersion: z.string().nullish(),
  Driver: z.string().nullish(),
  DockerRootDir: z.string().nullish(),
  MemoryLimit: z.boolean().nullish(),
  CpuCfsQuota: z.boolean().nullish(),
  CgroupDriver: z.string().nullish(),
  CgroupVersion: z.string().nullish(),
  SystemTime: z.string().nullish(),
  SecurityOptions: z.array(z.string()).nullish(),
  Labels: z.array(z.string()).nullish(),
});

/** How the rehearsal engine says what it is. */
const REHEARSAL = 'io.rehearsal.engine=true';

export interface OpenEngine extends Engine {
  readonly apiVersion: string;
}

/** Opens the client of an engine that has answered; the API version is the lower of both sides' newest. */
export function createEngine({
  host,
  address,
  version,
  installation,
  networkRange,
  checkMount,
}: {
  readonly host: string;
  readonly address: Address;
  readonly version: EngineVersion;
  /** Whose containers and networks are made and found. */
  readonly installation: string;
  /** The range that sealed networks are taken from, `10.213.0.0/16`; null for Drydock's own choice. */
  readonly networkRange: () => string | null;
  /** Fails for a folder of the host that no container may have; the sockets are those that must not be in it. */
  readonly checkMount: (hostPath: string, sockets: readonly string[]) => Promise<void>;
}): OpenEngine {
  const apiVersion = lower(version.ApiVersion, NEWEST_API);
  const docker = expectJson(
    new Docker(
      address.kind === 'socket'
        ? { socketPath: address.socketPath, version: `v${apiVersion}` }
        : {
            host: address.host,
            port: address.port,
            version: `v${apiVersion}`,
            protocol: address.tls ? 'https' : 'http',
            ...(address.tls ? { agent: new Agent(address.tls) } : {}),
          },
    ),
  );
  const ends = createEnds();
  const sockets = address.kind === 'socket' ? [address.socketPath] : [];
  const mayMount = (hostPath: string): Promise<void> => checkMount(hostPath, sockets);
  const info = () => ask(docker.info().then((answer) => Info.parse(answer)));
  let labelled: Promise<boolean> | null = null;
  /** Asked once: it is a matter of how the host was set up. */
  const isLabelled = (): Promise<boolean> => {
    labelled ??= info().then(({ SecurityOptions }) => SecurityOptions?.some(isSelinux) ?? false);
    labelled.catch(() => {
      labelled = null;
    });
    return labelled;
  };
  return {
    host,
    apiVersion,
    info: async () => infoOf(host, apiVersion, version, await info()),
    images: createImages(docker),
    containers: createContainers(docker, {
      installation,
      isPodman: isPodman(version),
      changesRestart: !isPodman(version) || isFrom(version, 5, 1),
      isLabelled,
      ends,
      checkMount: mayMount,
    }),
    networks: createNetworks(docker, { installation, range: networkRange }),
    watch: (changed, signal) => watchEngine(docker, { changed, noted: ends.note }, signal),
  };
}

const isPodman = ({ Components }: EngineVersion): boolean =>
  (Components ?? []).some(({ Name }) => /podman/i.test(Name));

const isFrom = ({ Version }: EngineVersion, major: number, minor: number): boolean => {
  const [first = 0, second = 0] = (Version ?? '').split('.').map(Number);
  return first > major || (first === major && second >= minor);
};

const isSelinux = (option: string): boolean => /^name=selinux(?:,|$)|^selinux$/.test(option);

const ask = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw engineFailure(error);
  }
};

function infoOf(host: string, apiVersion: string, version: EngineVersion, info: z.infer<typeof Info>): EngineInfo {
  const components = (version.Components ?? []).map(({ Name }) => Name);
  const rehearsal = (info.Labels ?? []).includes(REHEARSAL);
  const product = rehearsal
    ? 'rehearsal'
    : isPodman(version)
      ? 'podman'
      : components.some((name) => /^Engine$|docker/i.test(name))
        ? 'docker'
        : 'other';
  const rootless = (info.SecurityOptions ?? []).some((option) => option.includes('rootless'));
  // An account of its own may not set limits in control groups of version 1. Podman says so in its log alone.
  const holdsLimits = info.CgroupDriver !== 'none' && !(rootless && info.CgroupVersion === '1');
  return {
    product,
    version: version.Version ?? '',
    apiVersion,
    host,
    onThisComputer: judge['engine-place']({ host }) === 'here',
    rootless,
    operatingSystem: info.OperatingSystem ?? '',
    osType: info.OSType ?? version.Os ?? '',
    architecture: info.Architecture ?? version.Arch ?? '',
    kernel: info.KernelVersion ?? version.KernelVersion ?? '',
    cpus: info.NCPU ?? 0,
    memoryBytes: info.MemTotal ?? 0,
    storageDriver: info.Driver ?? '',
    dataFolder: info.DockerRootDir ?? '',
    supportsMemoryLimit: holdsLimits && (info.MemoryLimit ?? true),
    supportsCpuLimit: holdsLimits && (info.CpuCfsQuota ?? true),
    clockAt: info.SystemTime ?? null,
  };
}

/** The lower of two API versions. */
function lower(a: string, b: string): string {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA <= minorB) ? a : b;
}

import { z } from 'zod';
import { type End, type Ends, isForMemory } from './ends.ts';
import { meant } from './labels.ts';
import type { ContainerFacts } from './types.ts';

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

/** Podman's own words: Docker calls a container that is asked to stop a running one until it ends. */
const PODMAN_STATES: Readonly<Record<string, ContainerFacts['state']>> = { stopping: 'running', stopped: 'exited' };

/** What we say of restarts; others, e.g. `always`, somebody else said. */
const RESTARTS = ['no', 'on-failure', 'unless-stopped'] as const;

const Inspected = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  Image: z.string(),
  RestartCount: z.number().nullish(),
  Config: z.looseObject({ Image: z.string().nullish(), Labels: z.record(z.string(), z.string()).nullish() }),
  State: z.looseObject({
    Status: z.string(),
    ExitCode: z.number().nullish(),
    OOMKilled: z.boolean().nullish(),
    StartedAt: z.string().nullish(),
    FinishedAt: z.string().nullish(),
  }),
  Mounts: z.array(z.looseObject({ Source: z.string().nullish(), Destination: z.string() })).nullish(),
  HostConfig: z
    .looseObject({
      NanoCpus: z.number().nullish(),
      Memory: z.number().nullish(),
      RestartPolicy: z.looseObject({ Name: z.string().nullish() }).nullish(),
    })
    .nullish(),
  NetworkSettings: z
    .looseObject({
      Ports: z
        .record(
          z.string(),
          z.array(z.looseObject({ HostIp: z.string().nullish(), HostPort: z.string().nullish() })).nullish(),
        )
        .nullish(),
      Networks: z.record(z.string(), z.looseObject({ IPAddress: z.string().nullish() }).nullish()).nullish(),
    })
    .nullish(),
});

/** The engine writes the year 1 where something has not happened. */
const instant = (text: string | null | undefined): string | null => (text && !text.startsWith('0001-') ? text : null);

/**
 * How often it ended lately and was started again by the engine. The engine counts from the last start by hand on, its events
 * tell of the last quarter of an hour.
 */
function restartsOf(count: number, ends: readonly End[]): ContainerFacts['restarts'] {
  const last = ends.at(-1);
  if (count === 0 || !last) return null;
  const at = new Date(last.at).toISOString();
  return { count: Math.min(count, ends.length), at, exitCode: last.exitCode, forMemory: last.forMemory };
}

/** What the engine says of a container, `docker inspect`, in our words; `ends` tell what it has forgotten. */
export function factsOf(value: unknown, ends: Ends): ContainerFacts {
  const { Id, Name, Image, Config, State, Mounts, HostConfig, NetworkSettings, ...rest } = Inspected.parse(value);
  const state = STATES.find((known) => known === State.Status) ?? PODMAN_STATES[State.Status] ?? 'created';
  const hasEnded = state === 'exited' || state === 'dead';
  const again = rest.RestartCount ?? 0;
  const restarts = restartsOf(again, ends.of(Id));
  const isDown = hasEnded || state === 'restarting';
  const exitCode = isDown ? (State.ExitCode ?? null) : null;
  const last = { exitCode: isDown ? exitCode : (restarts?.exitCode ?? null), forMemory: restarts?.forMemory ?? false };
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image ?? Image,
    imageId: Image,
    labels: meant(Config.Labels ?? {}),
    state,
    exitCode,
    // Podman 5 goes on saying so after a start by hand.
    killedForMemory: (isDown || again > 0) && isForMemory(State.OOMKilled ?? false, last),
    restarts,
    startedAt: instant(State.StartedAt),
    finishedAt: hasEnded ? instant(State.FinishedAt) : null,
    ports: Object.entries(NetworkSettings?.Ports ?? {}).flatMap(([name, bindings]) =>
      (bindings ?? []).flatMap(({ HostIp, HostPort }) => {
        const hostPort = Number(HostPort);
        const containerPort = Number.parseInt(name, 10);
        return hostPort > 0 ? [{ containerPort, hostAddress: HostIp || '0.0.0.0', hostPort }] : [];
      }),
    ),
    mounts: (Mounts ?? []).flatMap(({ Source, Destination }) =>
      Source ? [{ hostPath: Source, containerPath: Destination }] : [],
    ),
    cpus: HostConfig?.NanoCpus ? HostConfig.NanoCpus / 1e9 : null,
    memoryBytes: HostConfig?.Memory || null,
    restart: RESTARTS.find((known) => known === HostConfig?.RestartPolicy?.Name) ?? null,
    networks: Object.entries(NetworkSettings?.Networks ?? {}).map(([name, endpoint]) => ({
      name,
      address: endpoint?.IPAddress || null,
    })),
  };
}

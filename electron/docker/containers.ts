import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { createContainerFiles } from './archive.ts';
import { type End, type Ends, isForMemory } from './ends.ts';
import { type Asked, engineFailure, partsOf, startFailure } from './engine-errors.ts';
import { HARDENED } from './hardening.ts';
import { isMarked, labelFilter, marked } from './labels.ts';
import { createLogReader } from './log-frames.ts';
import { createStats } from './stats.ts';
import { createStreams } from './streams.ts';
import type { ContainerFacts, ContainerSpec, ContainersClient } from './types.ts';

/** What is kept of the output of a command; ours print a few lines. */
const OUTPUT_LIMIT = 64 * 1024;
/** A container that is just being removed or restarted is asked for again, this often and no longer than this. */
const REMOVE_AGAIN_MS = 200;
const REMOVE_WITHIN_MS = 15_000;
/** For so long a container is looked for by name whose creation was not answered. */
const LOST_WITHIN_MS = 5000;

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

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
  HostConfig: z.looseObject({ NanoCpus: z.number().nullish(), Memory: z.number().nullish() }).nullish(),
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

const Executed = z.looseObject({ ExitCode: z.number().nullish() });

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

function factsOf(value: unknown, ends: Ends): ContainerFacts {
  const { Id, Name, Image, Config, State, Mounts, HostConfig, NetworkSettings, ...rest } = Inspected.parse(value);
  const state = STATES.find((known) => known === State.Status) ?? (State.Status === 'stopped' ? 'exited' : 'created');
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
    labels: Config.Labels ?? {},
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
    networks: Object.entries(NetworkSettings?.Networks ?? {}).map(([name, endpoint]) => ({
      name,
      address: endpoint?.IPAddress || null,
    })),
  };
}

/**
 * Folders of the host. As `Mounts`, since every character is legal there, and in `Binds` a colon ends the path. Podman
 * makes a line of CSV of each mount without quoting it (4.3 to 5.8: "parse error on line 1, column 18: bare \" in
 * non-quoted-field"), so there it is the other way round. Where the host labels its files (SELinux), a folder has to be
 * labelled anew for containers, which `Binds` alone can ask for.
 *
 * Fails with `folder.not-mountable` where neither form can say the name.
 */
function mountsOf(
  { mounts }: ContainerSpec,
  { isPodman, labelled }: Kind,
): Pick<Docker.HostConfig, 'Mounts' | 'Binds'> {
  const asBind = ({ hostPath, containerPath, readOnly }: Mount): string =>
    [hostPath, containerPath, [...(labelled ? ['z'] : []), readOnly ? 'ro' : 'rw'].join(',')].join(':');
  const asMount = ({ hostPath, containerPath, readOnly }: Mount): Docker.MountConfig[number] => ({
    Type: 'bind',
    Source: hostPath,
    Target: containerPath,
    ReadOnly: readOnly,
  });
  const isBind = ({ hostPath }: Mount): boolean => (isPodman || labelled) && !hostPath.includes(':');
  const others = mounts.filter((mount) => !isBind(mount));
  const bad = others.find(({ hostPath }) => labelled || (isPodman && /[,"\n\r]/.test(hostPath)));
  if (bad) throw new Foreseen('folder.not-mountable', { path: bad.hostPath });
  return { Binds: mounts.filter(isBind).map(asBind), Mounts: others.map(asMount) };
}

type Mount = ContainerSpec['mounts'][number];

/** What of an engine decides how it is asked. */
interface Kind {
  readonly isPodman: boolean;
  readonly labelled: boolean;
}

/** What the engine is asked to create. */
function optionsOf(spec: ContainerSpec, installation: string, kind: Kind): Docker.ContainerCreateOptions {
  const portKey = (port: number): string => `${port}/tcp`;
  return {
    name: spec.name,
    Image: spec.image,
    Cmd: [...spec.args],
    Labels: marked(spec.labels, installation),
    Tty: false,
    ...(spec.heldOpen ? { OpenStdin: true, StdinOnce: true, AttachStdin: true } : {}),
    ...(spec.env ? { Env: [...spec.env] } : {}),
    ExposedPorts: Object.fromEntries(spec.ports.map(({ containerPort }) => [portKey(containerPort), {}])),
    HostConfig: {
      ...mountsOf(spec, kind),
      // Whatever the daemon does by default, its log can be read and takes no more than this. A log that is begun anew
      // while it is followed loses lines, so a licence run stays below it.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '100m' } },
      PortBindings: Object.fromEntries(
        spec.ports.map(({ containerPort, hostAddress, hostPort }) => [
          portKey(containerPort),
          // Said as nothing, since Podman 4.3 does not answer this computer at a port that was opened as 0.0.0.0.
          [
            {
              HostIp: hostAddress === null || hostAddress === '0.0.0.0' ? '' : hostAddress,
              HostPort: hostPort === null ? '' : String(hostPort),
            },
          ],
        ]),
      ),
      RestartPolicy: { Name: spec.restart },
      ...HARDENED,
      ...(spec.cpus === null ? {} : { NanoCpus: Math.round(spec.cpus * 1e9) }),
      ...(spec.memoryBytes === null ? {} : { Memory: spec.memoryBytes }),
      ...(spec.network ? { NetworkMode: spec.network.name } : spec.unconnected ? { NetworkMode: 'none' } : {}),
      ...(spec.endsWith === undefined ? {} : { PidMode: `container:${spec.endsWith}` }),
      ...(spec.dns ? { Dns: [...spec.dns] } : {}),
    },
    ...(spec.network
      ? { NetworkingConfig: { EndpointsConfig: { [spec.network.name]: { Aliases: [spec.network.alias] } } } }
      : {}),
  };
}

export interface ContainersOptions {
  /** Whose the containers are. */
  readonly installation: string;
  readonly isPodman: boolean;
  /** Whether the engine changes what is said of restarts after the creation. */
  readonly changesRestart: boolean;
  /** Whether the engine's host labels its files (SELinux). */
  readonly isLabelled: () => Promise<boolean>;
  /** How containers ended lately, as far as the engine is watched. */
  readonly ends: Ends;
  /** Fails for a folder of the host that no container may have. */
  readonly checkMount: (hostPath: string) => Promise<void>;
}

/** Containers on the engine. */
export function createContainers(
  docker: Docker,
  { installation, isPodman, changesRestart, isLabelled, ends, checkMount }: ContainersOptions,
): ContainersClient {
  const stats = createStats(docker);
  /** Ports asked for, by container: the engine's refusal at the start does not always name the port. */
  const asked = new Map<string, Asked>();

  /** An answer with one of these codes means that there was nothing left to do. */
  const unless = async (call: () => Promise<unknown>, fine: readonly number[]): Promise<void> => {
    try {
      await call();
    } catch (error) {
      const { status } = partsOf(error);
      if (status === null || !fine.includes(status)) throw engineFailure(error);
    }
  };
  const inspect = async (id: string): Promise<ContainerFacts | null> => {
    try {
      return factsOf(await docker.getContainer(id).inspect(), ends);
    } catch (error) {
      if (partsOf(error).status === 404) return null;
      throw engineFailure(error);
    }
  };

  /** The container whose creation was not answered, by its name, which is one container's alone; the engine may still be at it. */
  const findMade = async (name: string): Promise<ContainerFacts | null> => {
    for (const until = Date.now() + LOST_WITHIN_MS; ; await sleep(REMOVE_AGAIN_MS)) {
      const made = await inspect(name).catch(() => null); // the connection that broke may still be gone
      if (made !== null || Date.now() > until) return made;
    }
  };
  const list = async (
    labels: Readonly<Record<string, string>>,
    matches: (labels: Readonly<Record<string, string>> | null | undefined) => boolean,
  ): Promise<readonly ContainerFacts[]> => {
    try {
      const found = await docker.listContainers({ all: true, filters: { label: labelFilter(labels) } });
      const facts = await Promise.all(found.filter(({ Labels }) => matches(Labels)).map(({ Id }) => inspect(Id)));
      return facts.flatMap((one) => one ?? []);
    } catch (error) {
      throw engineFailure(error);
    }
  };

  return {
    inspect,
    async create(spec) {
      for (const { hostPath } of spec.mounts) await checkMount(hostPath);
      const options = optionsOf(spec, installation, { isPodman, labelled: await isLabelled() });
      try {
        const { id } = await docker.createContainer(options);
        asked.set(id, { ports: spec.ports, mounts: spec.mounts });
        return id;
      } catch (error) {
        // Without an answer it may have been made all the same.
        const made = partsOf(error).status === null ? await findMade(spec.name) : null;
        if (made === null) throw startFailure(error, spec);
        if (!isMarked(made.labels, installation)) throw new Foreseen('container.name-taken', { name: spec.name });
        asked.set(made.id, { ports: spec.ports, mounts: spec.mounts });
        return made.id;
      }
    },
    async start(id) {
      try {
        await docker.getContainer(id).start();
      } catch (error) {
        if (partsOf(error).status === 304) return;
        throw startFailure(error, asked.get(id) ?? { ports: [] });
      }
    },
    stop: (id, { graceSeconds }) => unless(() => docker.getContainer(id).stop({ t: graceSeconds }), [304, 404]),
    async restart(id, { graceSeconds }) {
      try {
        await docker.getContainer(id).restart({ t: graceSeconds });
      } catch (error) {
        throw startFailure(error, asked.get(id) ?? { ports: [] });
      }
    },
    changesRestart,
    async setRestart(id, policy) {
      if (!changesRestart) return;
      try {
        await docker.getContainer(id).update({ RestartPolicy: { Name: policy } });
      } catch (error) {
        throw engineFailure(error);
      }
    },
    async remove(id) {
      asked.delete(id);
      stats.forget(id);
      for (const until = Date.now() + REMOVE_WITHIN_MS; ; await sleep(REMOVE_AGAIN_MS)) {
        try {
          await docker.getContainer(id).remove({ force: true, v: true });
        } catch (error) {
          const { status } = partsOf(error);
          // Docker says 409 while it is already removing it; Podman says 409 or 500 while it is restarting it.
          if (status !== 404 && ((status !== 409 && status !== 500) || Date.now() > until)) throw engineFailure(error);
        }
        // Podman may say that it is gone and start it again all the same, as its restart policy wants.
        if ((await inspect(id)) === null) return;
        if (Date.now() > until)
          throw new Foreseen(
            'engine.refused',
            { status: 409 },
            { detail: `${id} is started again each time it is removed` },
          );
        // A stopped one is not started again in between. Whatever it answers, the next try tells how it stands.
        await unless(() => docker.getContainer(id).stop({ t: 0 }), [304, 404, 409, 500]);
      }
    },
    withLabels: (labels) => list(marked(labels, installation), () => true),
    strangers: (labels) => list(labels, (found) => !isMarked(found, installation)),
    async tail(id, lines) {
      let text = '';
      const reader = createLogReader((piece) => {
        text += piece;
      });
      try {
        const log = await docker.getContainer(id).logs({ stdout: true, stderr: true, follow: false, tail: lines });
        reader.push(log);
      } catch (error) {
        throw engineFailure(error);
      }
      reader.end();
      return text;
    },
    async exec(id, command) {
      let output = '';
      const reader = createLogReader((piece) => {
        output = (output + piece).slice(0, OUTPUT_LIMIT);
      });
      try {
        const run = await docker
          .getContainer(id)
          .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, Tty: false });
        const stream: unknown = await run.start({ Detach: false, Tty: false });
        if (stream instanceof Readable)
          for await (const chunk of stream) if (chunk instanceof Uint8Array) reader.push(chunk);
        reader.end();
        return { exitCode: Executed.parse(await run.inspect()).ExitCode ?? 0, output };
      } catch (error) {
        throw engineFailure(error);
      }
    },
    async wait(id, signal) {
      try {
        const { StatusCode } = z
          .looseObject({ StatusCode: z.number() })
          .parse(await docker.getContainer(id).wait({ abortSignal: signal }));
        return StatusCode;
      } catch (error) {
        throw engineFailure(error, signal);
      }
    },
    stats: stats.read,
    ...createStreams(docker),
    ...createContainerFiles(docker),
  };
}

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { Foreseen } from '#shared/failures/failure.ts';
import { createContainerFiles } from './archive.ts';
import { engineFailure, partsOf, startFailure } from './engine-errors.ts';
import { isMarked, labelFilter, marked } from './labels.ts';
import { createLineReader, createLogReader } from './log-frames.ts';
import { createStats } from './stats.ts';
import type { ContainerFacts, ContainerSpec, ContainersClient } from './types.ts';

/** A container that is just being removed or restarted is asked for again, this often and no longer than this. */
const REMOVE_AGAIN_MS = 200;
const REMOVE_WITHIN_MS = 15_000;

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

const Inspected = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  Image: z.string(),
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

/** The engine writes the year 1 where something has not happened. */
const instant = (text: string | null | undefined): string | null => (text && !text.startsWith('0001-') ? text : null);

function factsOf(value: unknown): ContainerFacts {
  const { Id, Name, Image, Config, State, Mounts, HostConfig, NetworkSettings } = Inspected.parse(value);
  const state = STATES.find((known) => known === State.Status) ?? (State.Status === 'stopped' ? 'exited' : 'created');
  const hasEnded = state === 'exited' || state === 'dead';
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image ?? Image,
    imageId: Image,
    labels: Config.Labels ?? {},
    state,
    exitCode: hasEnded || state === 'restarting' ? (State.ExitCode ?? null) : null,
    killedForMemory: State.OOMKilled ?? false,
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

/** What the engine is asked to create. */
function optionsOf(spec: ContainerSpec, installation: string): Docker.ContainerCreateOptions {
  const portKey = (port: number): string => `${port}/tcp`;
  return {
    name: spec.name,
    Image: spec.image,
    Cmd: [...spec.args],
    Labels: marked(spec.labels, installation),
    Tty: false,
    ...(spec.env ? { Env: [...spec.env] } : {}),
    ExposedPorts: Object.fromEntries(spec.ports.map(({ containerPort }) => [portKey(containerPort), {}])),
    HostConfig: {
      Binds: spec.mounts.map(
        ({ hostPath, containerPath, readOnly }) => `${hostPath}:${containerPath}${readOnly ? ':ro' : ''}`,
      ),
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
      ...(spec.cpus === null ? {} : { NanoCpus: Math.round(spec.cpus * 1e9) }),
      ...(spec.memoryBytes === null ? {} : { Memory: spec.memoryBytes }),
      ...(spec.network ? { NetworkMode: spec.network.name } : {}),
      ...(spec.dns ? { Dns: [...spec.dns] } : {}),
    },
    ...(spec.network
      ? { NetworkingConfig: { EndpointsConfig: { [spec.network.name]: { Aliases: [spec.network.alias] } } } }
      : {}),
  };
}

const hostPorts = (facts: { readonly ports: ContainerSpec['ports'] }): readonly (number | null)[] =>
  facts.ports.map(({ hostPort }) => hostPort);

/** Containers on the engine; `installation` is whose they are. */
export function createContainers(docker: Docker, installation: string): ContainersClient {
  const stats = createStats(docker);
  /** Ports asked for, by container: the engine's refusal at the start does not always name the port. */
  const asked = new Map<string, readonly (number | null)[]>();

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
      return factsOf(await docker.getContainer(id).inspect());
    } catch (error) {
      if (partsOf(error).status === 404) return null;
      throw engineFailure(error);
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
      try {
        const { id } = await docker.createContainer(optionsOf(spec, installation));
        asked.set(id, hostPorts(spec));
        return id;
      } catch (error) {
        throw startFailure(error, hostPorts(spec));
      }
    },
    async start(id) {
      try {
        await docker.getContainer(id).start();
      } catch (error) {
        if (partsOf(error).status === 304) return;
        throw startFailure(error, asked.get(id) ?? []);
      }
    },
    stop: (id, { graceSeconds }) => unless(() => docker.getContainer(id).stop({ t: graceSeconds }), [304, 404]),
    async restart(id, { graceSeconds }) {
      try {
        await docker.getContainer(id).restart({ t: graceSeconds });
      } catch (error) {
        throw startFailure(error, asked.get(id) ?? []);
      }
    },
    async setRestart(id, policy) {
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
    async follow(id, { signal, line, begun }) {
      const lines = createLineReader(line, begun);
      const reader = createLogReader(lines.push);
      try {
        const options = { stdout: true, stderr: true, follow: true, abortSignal: signal } as const;
        const log: unknown = await docker.getContainer(id).logs(options);
        if (log instanceof Readable) for await (const chunk of log) if (chunk instanceof Uint8Array) reader.push(chunk);
      } catch (error) {
        if (!signal.aborted) throw engineFailure(error);
      }
      reader.end();
      lines.end();
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
    ...createContainerFiles(docker),
  };
}

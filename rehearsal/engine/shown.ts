import { cpus, totalmem } from 'node:os';
import { measure } from './measure.ts';
import { networksOf } from './membership.ts';
import { mountPoints, mountsShown } from './mounts.ts';
import type { Published } from './proxy.ts';
import type { Container } from './state.ts';

/** What is shown of a container that runs. */
export interface Shown {
  readonly pid: number | undefined;
  readonly published: readonly (Published & { readonly container: number })[];
}

/** A container in the shape of the API's inspection; `live` is what of it runs. */
export function inspected(container: Container, live: Shown | null, restarts: number): unknown {
  const { id, name, created, imageId, imageName, labels, args, env, binds, ports, state, network } = container;
  const bindings = (open: boolean): Record<string, unknown> =>
    Object.fromEntries([
      ...container.exposed.map((key) => [key, null]),
      ...ports.map(({ container: inside, hostIp, hostPort }) => {
        const actual = live?.published.find((one) => one.container === inside);
        return [
          `${inside}/tcp`,
          open
            ? actual
              ? [{ HostIp: actual.hostIp, HostPort: String(actual.hostPort) }]
              : null
            : [{ HostIp: hostIp, HostPort: String(hostPort || '') }],
        ];
      }),
    ]);
  return {
    Id: id,
    Name: `/${name}`,
    Created: created,
    Image: imageId,
    Path: '/usr/bin/node',
    Args: args,
    RestartCount: restarts,
    Config: { Image: imageName, Labels: labels, Cmd: args, Env: env, Hostname: id.slice(0, 12), Tty: false },
    State: {
      Status: state.status,
      Running: state.status === 'running',
      Paused: false,
      Restarting: state.status === 'restarting',
      Dead: false,
      Pid: live?.pid ?? 0,
      ExitCode: state.exitCode,
      OOMKilled: state.oomKilled,
      StartedAt: state.startedAt,
      FinishedAt: state.finishedAt,
      Error: state.error,
    },
    HostConfig: {
      ...mountsShown(binds),
      Memory: container.memory,
      NanoCpus: container.nanoCpus,
      NetworkMode: network,
      Dns: container.dns,
      PortBindings: bindings(false),
      RestartPolicy: { Name: container.restart.name, MaximumRetryCount: container.restart.most },
    },
    Mounts: mountPoints(binds),
    NetworkSettings: {
      Ports: live ? bindings(true) : {},
      IPAddress: live ? '127.0.0.1' : '',
      Networks: Object.fromEntries(
        networksOf(container).map(({ network: name, aliases: names }) => [
          name,
          { Aliases: names, IPAddress: live ? '127.0.0.1' : '' },
        ]),
      ),
    },
  };
}

/** A container as a line of the API's list. */
export const listed = (
  { id, name, imageName, imageId, args, binds, created, state, labels, network }: Container,
  live: Shown | null,
): unknown => ({
  Id: id,
  Names: [`/${name}`],
  Image: imageName,
  ImageID: imageId,
  Command: args.join(' '),
  Created: Math.floor(Date.parse(created) / 1000),
  State: state.status,
  Status: state.status,
  Labels: labels,
  Ports: (live?.published ?? []).map(({ container, hostIp, hostPort }) => ({
    IP: hostIp,
    PrivatePort: container,
    PublicPort: hostPort,
    Type: 'tcp',
  })),
  HostConfig: { NetworkMode: network },
  NetworkSettings: { Networks: { [network]: {} } },
  Mounts: mountPoints(binds),
});

/** One sample of what a container uses; without a process it uses nothing. */
export function statsOf(id: string, pid: number | undefined, memory: number): unknown {
  const { cpuNanoseconds, memoryBytes } = measure(pid);
  const runs = pid !== undefined;
  return {
    id,
    read: new Date().toISOString(),
    cpu_stats: runs
      ? { cpu_usage: { total_usage: cpuNanoseconds }, online_cpus: cpus().length }
      : { cpu_usage: { total_usage: 0 } },
    memory_stats: runs ? { usage: memoryBytes, limit: memory || totalmem(), stats: {} } : {},
  };
}

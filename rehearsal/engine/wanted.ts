import { z } from 'zod';
import { Refusal } from './answers.ts';
import { bindsOf, Mount } from './mounts.ts';
import type { Container } from './state.ts';

const Bindings = z.record(
  z.string(),
  z.array(z.object({ HostIp: z.string().nullish(), HostPort: z.string().nullish() })).nullish(),
);
/** What a call to create a container asks for; what is not named here is passed over. */
export const Wanted = z.looseObject({
  Image: z.string(),
  Cmd: z.array(z.string()).nullish(),
  Env: z.array(z.string()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  HostConfig: z
    .looseObject({
      Binds: z.array(z.string()).nullish(),
      Mounts: z.array(Mount).nullish(),
      PortBindings: Bindings.nullish(),
      Memory: z.number().nullish(),
      NanoCpus: z.number().nullish(),
      NetworkMode: z.string().nullish(),
      Dns: z.array(z.string()).nullish(),
      RestartPolicy: z.object({ Name: z.string().nullish(), MaximumRetryCount: z.number().nullish() }).nullish(),
    })
    .nullish(),
  NetworkingConfig: z
    .looseObject({
      EndpointsConfig: z
        .record(z.string(), z.looseObject({ Aliases: z.array(z.string()).nullish() }).nullish())
        .nullish(),
    })
    .nullish(),
});

const POLICIES = ['', 'no', 'always', 'unless-stopped', 'on-failure'];
const LEAST_MEMORY = 6 * 1024 ** 2;
/** Docker's own rule for names. */
const NAME = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Fails with 400 on a restart policy that there is not, in Docker's words. */
export function checkPolicy(name: string | null | undefined): void {
  if (!POLICIES.includes(name ?? '')) throw new Refusal(400, `invalid restart policy '${name}'`);
}

/** Fails with 400, in Docker's words, on a name that Docker would refuse. */
export function checkName(name: string): void {
  if (!NAME.test(name))
    throw new Refusal(400, `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
}

/** Fails with 400, in Docker's words, on a limit that Docker would refuse. */
export function checkWanted(wanted: z.infer<typeof Wanted>): void {
  const host = wanted.HostConfig;
  checkPolicy(host?.RestartPolicy?.Name);
  if (host?.Memory && host.Memory < LEAST_MEMORY) throw new Refusal(400, 'Minimum memory limit allowed is 6MB');
}

/** What the API writes for a time that has not come. */
export const NEVER = '0001-01-01T00:00:00Z';

/** The container that a call asks for, not started yet. Fails on a mount that Docker would refuse. */
export function containerOf(
  wanted: z.infer<typeof Wanted>,
  { id, name, imageId, network }: Pick<Container, 'id' | 'name' | 'imageId' | 'network'>,
): Container {
  const host = wanted.HostConfig;
  return {
    id,
    name,
    created: new Date().toISOString(),
    imageId,
    imageName: wanted.Image,
    labels: wanted.Labels ?? {},
    args: wanted.Cmd ?? [],
    env: wanted.Env ?? [],
    binds: bindsOf(host?.Binds ?? [], host?.Mounts ?? []),
    ports: Object.entries(host?.PortBindings ?? {}).flatMap(([key, list]) =>
      (list ?? []).map(({ HostIp, HostPort }) => ({
        container: Number.parseInt(key, 10),
        hostIp: HostIp ?? '',
        hostPort: Number(HostPort ?? 0) || 0,
      })),
    ),
    exposed: Object.keys(wanted.ExposedPorts ?? {}),
    memory: host?.Memory ?? 0,
    nanoCpus: host?.NanoCpus ?? 0,
    restart: { name: host?.RestartPolicy?.Name || 'no', most: host?.RestartPolicy?.MaximumRetryCount ?? 0 },
    network,
    aliases: wanted.NetworkingConfig?.EndpointsConfig?.[network]?.Aliases ?? [],
    joined: [],
    dns: host?.Dns ?? [],
    state: { status: 'created', exitCode: 0, oomKilled: false, startedAt: NEVER, finishedAt: NEVER, error: '' },
  };
}

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { features } from '../service/features.ts';
import { bodyOf, filterOf, hasLabels, json, nothing, Refusal } from './answers.ts';
import type { Events } from './events.ts';
import type { Failures } from './failures.ts';
import type { createImages } from './images.ts';
import { createLog, type Log } from './logs.ts';
import { measure } from './measure.ts';
import { originIn, type Running, type Runtime, startProcess } from './process.ts';
import { freePort, type Published, publish } from './proxy.ts';
import type { Container, Store } from './state.ts';

const Bindings = z.record(
  z.string(),
  z.array(z.object({ HostIp: z.string().nullish(), HostPort: z.string().nullish() })).nullish(),
);
const Wanted = z.looseObject({
  Image: z.string(),
  Cmd: z.array(z.string()).nullish(),
  Env: z.array(z.string()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  HostConfig: z
    .looseObject({
      Binds: z.array(z.string()).nullish(),
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

const NEVER = '0001-01-01T00:00:00Z';
const PRIVILEGED_NAMES = ['bridge', 'default', 'host', 'none'];
/** How long a container that is started again waits before, doubled each time, as the engine does. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;
/** One that ran so long is not in a loop. */
const SETTLED_MS = 10_000;

interface Live {
  readonly running: Running;
  published: readonly (Published & { readonly container: number })[];
  readonly port: number;
  stopping: boolean;
}

export interface ContainersOptions {
  readonly store: Store;
  readonly events: Events;
  readonly images: ReturnType<typeof createImages>;
  readonly runtime: Runtime;
  readonly failures: Failures;
}

/** Containers as processes. */
export function createContainers({ store, events, images, runtime, failures }: ContainersOptions) {
  const live = new Map<string, Live>();
  const logs = new Map<string, Log>();
  const waiting = new Map<string, Set<(exitCode: number) => void>>();
  const pauses = new Map<string, { ms: number; timer: NodeJS.Timeout | null }>();
  /** How often each was started again by its policy, since someone started it. */
  const retries = new Map<string, number>();

  const logOf = (id: string): Log => {
    const known = logs.get(id) ?? createLog(join(store.folderOf(id), 'log.jsonl'));
    logs.set(id, known);
    return known;
  };
  const find = (name: string): Container | null => {
    for (const container of store.containers.values())
      if (container.id === name || container.name === name || (name.length >= 6 && container.id.startsWith(name)))
        return container;
    return null;
  };
  const get = (name: string): Container => {
    const container = find(name);
    if (!container) throw new Refusal(404, `No such container: ${name}`);
    return container;
  };
  const change = (id: string, state: Partial<Container['state']>): Container | null => {
    const before = store.containers.get(id);
    if (!before) return null;
    const after = { ...before, state: { ...before.state, ...state } };
    store.containers.set(id, after);
    store.save();
    return after;
  };
  const tell = (container: Container, action: string): void =>
    events.tell('container', action, container.id, {
      name: container.name,
      image: container.imageName,
      ...container.labels,
    });

  /** Where a name leads from a container, by the networks it is on at that moment; null where nobody there is called so. */
  const portOf = (from: string, origin: string): number | null => {
    const container = store.containers.get(from);
    const own = container ? networksOf(container).map(({ network }) => network) : [];
    for (const other of store.containers.values()) {
      const port = live.get(other.id)?.port;
      const feature = Object.entries(features).find(([name]) => name === images.find(other.imageId)?.feature)?.[1];
      const shared = networksOf(other).filter(({ network }) => own.includes(network));
      if (shared.length === 0 || port === undefined || !feature) continue;
      const names = [other.name, ...shared.flatMap(({ aliases }) => aliases)];
      if (names.some((name) => origin === `http://${name}:${feature.port}`)) return port;
    }
    return null;
  };
  /** A port of its own for each name that its arguments call, so that a name is looked up when it is called. */
  async function openNames({ id, args, env }: Container): Promise<{ places: Map<string, string>; close: () => void }> {
    const places = new Map<string, string>();
    const opened: Published[] = [];
    for (const origin of new Set([...args, ...env].flatMap((text) => originIn(text) ?? []))) {
      const name = await publish('127.0.0.1', 0, () => portOf(id, origin));
      opened.push(name);
      places.set(origin, `http://127.0.0.1:${name.hostPort}`);
    }
    const close = (): void => {
      for (const one of opened) one.close();
    };
    return { places, close };
  }

  /** Publishes its ports where its network says, unless they name an address; none while it is on no network. */
  async function open(container: Container, port: number): Promise<Live['published']> {
    const published: Live['published'][number][] = [];
    if (container.network === 'none') return published;
    const network = [...store.networks.values()].find(({ name }) => name === container.network);
    const at = network?.options['com.docker.network.bridge.host_binding_ipv4'] ?? '0.0.0.0';
    try {
      for (const { container: inside, hostIp, hostPort } of container.ports)
        published.push({ container: inside, ...(await publish(hostIp || at, hostPort, port)) });
      return published;
    } catch (error) {
      for (const one of published) one.close();
      const code = error instanceof Error && 'code' in error ? error.code : '';
      const why =
        code === 'EADDRINUSE' ? 'address already in use' : code === 'EACCES' ? 'permission denied' : String(error);
      const taken = container.ports.map(({ hostIp, hostPort }) => `${hostIp || at}:${hostPort}`).join(', ');
      throw new Refusal(
        500,
        `driver failed programming external connectivity on endpoint ${container.name}: Error starting userland proxy: listen tcp4 ${taken}: bind: ${why}`,
      );
    }
  }
  /** Its ports as its networks are now, while it runs. */
  async function openAgain(container: Container): Promise<void> {
    const own = live.get(container.id);
    if (!own) return;
    for (const one of own.published) one.close();
    own.published = [];
    own.published = await open(container, own.port);
  }

  /** `again`: by its restart policy, which leaves standing that it was killed for memory. */
  async function run(container: Container, again = false): Promise<void> {
    const { id } = container;
    retries.set(id, again ? (retries.get(id) ?? 0) + 1 : 0);
    const image = images.get(container.imageId);
    const port = await freePort();
    const published = await open(container, port);
    const names = await openNames(container);
    const running = startProcess({
      container,
      image,
      folder: store.folderOf(id),
      port,
      places: names.places,
      runtime: { ...runtime, env: { ...runtime.env, ...failures.environmentFor(container.args) } },
      log: logOf(id),
    });
    const own: Live = { running, published, port, stopping: false };
    live.set(id, own);
    const startedAt = Date.now();
    const begun = change(id, {
      status: 'running',
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: NEVER,
      exitCode: 0,
      oomKilled: again && container.state.oomKilled,
      error: '',
    });
    if (begun) tell(begun, 'start');
    void running.ended.then(({ exitCode, oomKilled }) => {
      for (const one of own.published) one.close();
      names.close();
      if (live.get(id) === own) live.delete(id);
      logOf(id).end();
      if (oomKilled && begun) tell(begun, 'oom');
      const starts = !own.stopping && restarts(store.containers.get(id) ?? container, exitCode);
      const after = change(id, {
        status: starts ? 'restarting' : 'exited',
        exitCode,
        oomKilled,
        finishedAt: new Date().toISOString(),
      });
      if (after) tell(after, 'die');
      for (const told of waiting.get(id) ?? []) told(exitCode);
      waiting.delete(id);
      if (starts) later(container, Date.now() - startedAt);
    });
  }
  const restarts = ({ id, restart: { name, most } }: Container, exitCode: number): boolean =>
    name === 'always' ||
    name === 'unless-stopped' ||
    (name === 'on-failure' && exitCode !== 0 && (most === 0 || (retries.get(id) ?? 0) < most));
  /** Starts a container again, after a pause that grows while it keeps on ending. */
  const later = (container: Container, ranMs: number): void => {
    const before = pauses.get(container.id)?.ms ?? FIRST_PAUSE_MS / 2;
    const ms = ranMs > SETTLED_MS ? FIRST_PAUSE_MS : Math.min(before * 2, LONGEST_PAUSE_MS);
    const timer = setTimeout(() => {
      const now = store.containers.get(container.id);
      if (now?.state.status === 'restarting')
        run(now, true).catch((error: unknown) => change(now.id, { status: 'exited', error: String(error) }));
    }, ms);
    pauses.set(container.id, { ms, timer });
  };
  const calm = (id: string): void => {
    const pause = pauses.get(id);
    if (pause?.timer) clearTimeout(pause.timer);
    pauses.delete(id);
  };

  async function end(container: Container, signal: NodeJS.Signals, graceSeconds: number): Promise<void> {
    calm(container.id);
    const own = live.get(container.id);
    if (!own) {
      if (store.containers.get(container.id)?.state.status === 'restarting') change(container.id, { status: 'exited' });
      return;
    }
    own.stopping = true;
    own.running.kill(signal);
    const kill = setTimeout(() => own.running.kill('SIGKILL'), graceSeconds * 1000);
    await own.running.ended;
    clearTimeout(kill);
  }

  const inspected = (container: Container): unknown => {
    const { id, name, created, imageId, imageName, labels, args, env, binds, ports, state, network } = container;
    const own = live.get(id);
    const bindings = (open: boolean): Record<string, unknown> =>
      Object.fromEntries([
        ...container.exposed.map((key) => [key, null]),
        ...ports.map(({ container: inside, hostIp, hostPort }) => {
          const actual = own?.published.find((one) => one.container === inside);
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
      RestartCount: retries.get(id) ?? 0,
      Config: { Image: imageName, Labels: labels, Cmd: args, Env: env, Hostname: id.slice(0, 12), Tty: false },
      State: {
        Status: state.status,
        Running: state.status === 'running',
        Paused: false,
        Restarting: state.status === 'restarting',
        Dead: false,
        Pid: own?.running.pid ?? 0,
        ExitCode: state.exitCode,
        OOMKilled: state.oomKilled,
        StartedAt: state.startedAt,
        FinishedAt: state.finishedAt,
        Error: state.error,
      },
      HostConfig: {
        Binds: binds.map(({ host, container: inside, readOnly }) => `${host}:${inside}${readOnly ? ':ro' : ''}`),
        Memory: container.memory,
        NanoCpus: container.nanoCpus,
        NetworkMode: network,
        Dns: container.dns,
        PortBindings: bindings(false),
        RestartPolicy: { Name: container.restart.name, MaximumRetryCount: container.restart.most },
      },
      Mounts: binds.map(({ host, container: inside, readOnly }) => ({
        Type: 'bind',
        Source: host,
        Destination: inside,
        Mode: '',
        RW: !readOnly,
      })),
      NetworkSettings: {
        Ports: own ? bindings(true) : {},
        IPAddress: own ? '127.0.0.1' : '',
        Networks: Object.fromEntries(
          networksOf(container).map(({ network: name, aliases: names }) => [
            name,
            { Aliases: names, IPAddress: own ? '127.0.0.1' : '' },
          ]),
        ),
      },
    };
  };

  return {
    networksInUse: (): ReadonlySet<string> =>
      new Set(
        [...live.keys()].flatMap((id) => {
          const container = store.containers.get(id);
          return container ? networksOf(container).map(({ network }) => network) : [];
        }),
      ),

    async join(name: string, network: string, aliases: readonly string[]): Promise<void> {
      const container = get(name);
      if (networksOf(container).some((one) => one.network === network))
        throw new Refusal(403, `endpoint with name ${container.name} already exists in network ${network}`);
      const next = withNetworks(container, [...networksOf(container), { network, aliases: [...aliases] }]);
      // First the port: where it is taken, the container stays off the network.
      if (next.network !== container.network) await openAgain(next);
      store.containers.set(container.id, next);
      store.save();
    },
    async leave(name: string, network: string): Promise<void> {
      const container = get(name);
      const left = networksOf(container).filter((one) => one.network !== network);
      if (left.length === networksOf(container).length)
        throw new Refusal(500, `container ${container.id} is not connected to network ${network}`);
      const next = withNetworks(container, left);
      store.containers.set(container.id, next);
      store.save();
      if (next.network !== container.network) await openAgain(next);
    },

    async create(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
      const parsed = Wanted.safeParse(await bodyOf(request));
      if (!parsed.success) throw new Refusal(400, `invalid container: ${parsed.error.issues[0]?.message}`);
      const wanted = parsed.data;
      const image = images.get(wanted.Image);
      const id = randomBytes(32).toString('hex');
      const name = (query.get('name') ?? `rehearsal_${id.slice(0, 8)}`).replace(/^\//, '');
      const other = [...store.containers.values()].find((one) => one.name === name);
      if (other)
        throw new Refusal(409, `Conflict. The container name "/${name}" is already in use by container "${other.id}".`);
      const host = wanted.HostConfig;
      if ((host?.NanoCpus ?? 0) > cpus().length * 1e9)
        throw new Refusal(
          400,
          `Range of CPUs is from 0.01 to ${cpus().length}.00, as there are only ${cpus().length} CPUs available`,
        );
      const network = host?.NetworkMode || 'bridge';
      if (
        !PRIVILEGED_NAMES.includes(network) &&
        ![...store.networks.values()].some((one) => one.name === network || one.id === network)
      )
        throw new Refusal(404, `network ${network} not found`);
      const container: Container = {
        id,
        name,
        created: new Date().toISOString(),
        imageId: image.id,
        imageName: wanted.Image,
        labels: wanted.Labels ?? {},
        args: wanted.Cmd ?? [],
        env: wanted.Env ?? [],
        binds: (host?.Binds ?? []).map(bindOf),
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
      store.containers.set(id, container);
      store.save();
      tell(container, 'create');
      json(response, 201, { Id: id, Warnings: [] });
    },

    async start(response: ServerResponse, name: string): Promise<void> {
      const container = get(name);
      if (live.has(container.id)) return nothing(response, 304);
      await run(container);
      nothing(response);
    },
    async stop(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      const going = live.has(container.id) || container.state.status === 'restarting';
      if (!going) return nothing(response, 304);
      await end(container, 'SIGTERM', Number(query.get('t') ?? 10));
      tell(container, 'stop');
      nothing(response);
    },
    async restart(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      await end(container, 'SIGTERM', Number(query.get('t') ?? 10));
      await run(get(name));
      tell(container, 'restart');
      nothing(response);
    },
    async update(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
      const container = get(name);
      const wanted = z
        .looseObject({
          RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number().nullish() }).nullish(),
        })
        .safeParse(await bodyOf(request));
      if (!wanted.success) throw new Refusal(400, `invalid update: ${wanted.error.issues[0]?.message}`);
      const policy = wanted.data.RestartPolicy;
      if (policy) {
        const restart = { name: policy.Name, most: policy.MaximumRetryCount ?? 0 };
        store.containers.set(container.id, { ...container, restart });
        store.save();
      }
      json(response, 200, { Warnings: [] });
    },
    kill(response: ServerResponse, name: string, query: URLSearchParams): void {
      const own = live.get(get(name).id);
      if (!own) throw new Refusal(409, `Cannot kill container: ${name}: is not running`);
      const signal = (query.get('signal') ?? 'SIGKILL') as NodeJS.Signals;
      own.stopping = true;
      own.running.kill(signal);
      nothing(response);
    },
    async remove(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      const force = query.get('force') === '1' || query.get('force') === 'true';
      if (live.has(container.id) && !force)
        throw new Refusal(
          409,
          `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
        );
      await end(container, 'SIGKILL', 0);
      calm(container.id);
      store.containers.delete(container.id);
      store.save();
      rmSync(store.folderOf(container.id), { recursive: true, force: true });
      logs.delete(container.id);
      retries.delete(container.id);
      tell(container, 'destroy');
      nothing(response);
    },
    wait(response: ServerResponse, name: string): void {
      const { id, state } = get(name);
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = (exitCode: number): void => void response.end(`${JSON.stringify({ StatusCode: exitCode })}\n`);
      if (state.status === 'exited') {
        answer(state.exitCode);
        return;
      }
      response.flushHeaders();
      const told = waiting.get(id) ?? new Set();
      told.add(answer);
      waiting.set(id, told);
      response.on('close', () => told.delete(answer));
    },
    inspect: (response: ServerResponse, name: string): void => json(response, 200, inspected(get(name))),
    list(response: ServerResponse, query: URLSearchParams): void {
      const all = query.get('all') === '1' || query.get('all') === 'true';
      const names = filterOf(query, 'name');
      const found = [...store.containers.values()]
        .filter(({ state }) => all || state.status === 'running' || state.status === 'restarting')
        .filter(({ labels }) => hasLabels(labels, filterOf(query, 'label')))
        .filter(({ name }) => names.length === 0 || names.some((one) => name.includes(one)));
      json(
        response,
        200,
        found.toReversed().map(({ id, name, imageName, imageId, args, created, state, labels, network }) => ({
          Id: id,
          Names: [`/${name}`],
          Image: imageName,
          ImageID: imageId,
          Command: args.join(' '),
          Created: Math.floor(Date.parse(created) / 1000),
          State: state.status,
          Status: state.status,
          Labels: labels,
          Ports: (live.get(id)?.published ?? []).map(({ container, hostIp, hostPort }) => ({
            IP: hostIp,
            PrivatePort: container,
            PublicPort: hostPort,
            Type: 'tcp',
          })),
          HostConfig: { NetworkMode: network },
          NetworkSettings: { Networks: { [network]: {} } },
          Mounts: [],
        })),
      );
    },
    logs(response: ServerResponse, name: string, query: URLSearchParams): void {
      const { id } = get(name);
      logOf(id).answer(response, query, live.has(id));
    },
    stats(response: ServerResponse, name: string): void {
      const { id, memory } = get(name);
      const { cpuNanoseconds, memoryBytes } = measure(live.get(id)?.running.pid);
      const running = live.has(id);
      json(response, 200, {
        id,
        read: new Date().toISOString(),
        cpu_stats: running
          ? { cpu_usage: { total_usage: cpuNanoseconds }, online_cpus: cpus().length }
          : { cpu_usage: { total_usage: 0 } },
        memory_stats: running ? { usage: memoryBytes, limit: memory || totalmem(), stats: {} } : {},
      });
    },

    /** Ends what runs with a label as the kernel does when memory is short; how many there were. */
    killForMemory(label: string): number {
      const meant = [...live].filter(([id]) => hasLabels(store.containers.get(id)?.labels ?? {}, [label]));
      for (const [, { running }] of meant) running.killForMemory();
      return meant.length;
    },

    /** Starts what a restart of the computer would start: whatever ran, and is to be kept running. */
    async resume(): Promise<void> {
      for (const container of [...store.containers.values()]) {
        if (container.state.status !== 'running' && container.state.status !== 'restarting') continue;
        const stays = container.restart.name === 'always' || container.restart.name === 'unless-stopped';
        change(container.id, { status: 'exited', exitCode: 137, finishedAt: new Date().toISOString() });
        if (stays) await run(container).catch((error: unknown) => change(container.id, { error: String(error) }));
      }
    },
    /** Ends every process; what ran is started again by the next engine on this home. */
    async close(): Promise<void> {
      for (const id of [...pauses.keys()]) calm(id);
      const ended = [...live].map(async ([id, own]) => {
        own.stopping = true;
        own.running.kill('SIGTERM');
        const kill = setTimeout(() => own.running.kill('SIGKILL'), 3000);
        await own.running.ended;
        clearTimeout(kill);
        // As it was before: the next start of the engine goes on from there.
        change(id, { status: 'running' });
      });
      await Promise.all(ended);
    },
  };
}

/** The networks that a container is on, the one that publishes its ports first; the engine's own give no names. */
const networksOf = ({ network, aliases, joined }: Container): Container['joined'] =>
  [{ network, aliases }, ...joined].filter((one) => !PRIVILEGED_NAMES.includes(one.network));

/** On these networks: the first by name is its way out and publishes its ports, as with the engine. */
function withNetworks(container: Container, networks: Container['joined']): Container {
  const [first, ...joined] = networks.toSorted((a, b) => (a.network < b.network ? -1 : 1));
  return { ...container, network: first?.network ?? 'none', aliases: first?.aliases ?? [], joined };
}

/** `HOST:CONTAINER[:ro]`; a Windows path has a colon of its own. */
function bindOf(text: string): Container['binds'][number] {
  const match = /^((?:[A-Za-z]:)?[^:]+):([^:]+)(?::([\w,]+))?$/.exec(text);
  if (!match) throw new Refusal(400, `invalid volume specification: '${text}'`);
  return { host: match[1] ?? '', container: match[2] ?? '', readOnly: (match[3] ?? '').split(',').includes('ro') };
}

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { features } from '../service/features.ts';
import { bodyOf, filterOf, hasLabels, isOn, json, nothing, Refusal } from './answers.ts';
import type { Events } from './events.ts';
import type { Failures } from './failures.ts';
import { giveFolder, takeFolders } from './files.ts';
import { askGate, GATE, startGate } from './gate.ts';
import type { createImages } from './images.ts';
import { createLog, type Log } from './logs.ts';
import { joined, left, networkNames, PRIVILEGED_NAMES } from './membership.ts';
import { openNames, type Place, portOf } from './names.ts';
import { createPauses, startsAgain } from './pauses.ts';
import { type Running, startProcess } from './process.ts';
import { freePort } from './proxy.ts';
import { type PublishedPort, publishAll } from './publishing.ts';
import type { Runtime } from './runtime.ts';
import { inspected, listed, type Shown, statsOf } from './shown.ts';
import { signalNamed } from './signals.ts';
import type { Container, Store } from './state.ts';
import { checkName, checkPolicy, checkWanted, containerOf, NEVER, Wanted } from './wanted.ts';

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const LIST_FILTERS = [
  'label',
  'name',
  'id',
  'status',
  'exited',
  'ancestor',
  'before',
  'since',
  'volume',
  'network',
  'health',
  'publish',
  'expose',
  'isolation',
  'is-task',
];

interface Live {
  readonly running: Running;
  published: readonly PublishedPort[];
  readonly port: number;
  /** The port of loopback behind one of the container's own; null where it does not listen. */
  readonly portFor: (port: number) => number | null;
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
  const pauses = createPauses();
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
  /** Fails with 409, in Docker's words, where another container has the name. */
  const checkFree = (name: string): void => {
    const other = [...store.containers.values()].find((one) => one.name === name);
    if (other)
      throw new Refusal(
        409,
        `Conflict. The container name "/${name}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
  };
  const isThere = (network: string): boolean =>
    PRIVILEGED_NAMES.includes(network) ||
    [...store.networks.values()].some((one) => one.name === network || one.id === network);
  const keep = (container: Container): Container => {
    store.containers.set(container.id, container);
    store.save();
    return container;
  };
  const change = (id: string, state: Partial<Container['state']>): Container | null => {
    const before = store.containers.get(id);
    if (!before) return null;
    return keep({ ...before, state: { ...before.state, ...state } });
  };
  const tell = (container: Container, action: string, more: Readonly<Record<string, string>> = {}): void =>
    events.tell('container', action, container.id, {
      ...more,
      name: container.name,
      image: container.imageName,
      ...container.labels,
    });

  /** Where a container that runs listens, and where it would inside of one; null while it does not. */
  const place: Place = (other) => {
    const here = live.get(other.id)?.port;
    const feature = Object.entries(features).find(([name]) => name === images.find(other.imageId)?.feature)?.[1];
    return here === undefined || !feature ? null : { here, inside: feature.port };
  };
  /** Its ports as its networks are now, while it runs. */
  async function openAgain(container: Container): Promise<void> {
    const own = live.get(container.id);
    if (!own) return;
    for (const one of own.published) one.close();
    own.published = [];
    own.published = await publishAll(container, own.portFor, store.networks.values());
  }

  /** `again`: by its restart policy, which leaves standing that it was killed for memory. */
  async function run(container: Container, again = false): Promise<void> {
    const { id } = container;
    retries.set(id, again ? (retries.get(id) ?? 0) + 1 : 0);
    const image = images.get(container.imageId);
    if (image.architecture !== 'amd64' || image.feature === '')
      throw new Refusal(500, `failed to create task for container: exec: no program to run here: exec format error`);
    const port = await freePort();
    const folder = store.folderOf(id);
    const gate =
      image.feature === GATE
        ? await startGate({
            args: container.args,
            folder,
            resolve: (target) => portOf(id, `http://${target}`, store.containers, place),
          })
        : null;
    const portFor = gate ? gate.portFor : () => port;
    const published = await publishAll(container, portFor, store.networks.values()).catch((error: unknown) => {
      gate?.kill('SIGKILL');
      throw error;
    });
    const names = await openNames(container, store.containers, place);
    const running =
      gate ??
      startProcess({
        container,
        image,
        folder,
        port,
        places: names.places,
        runtime,
        env: failures.environmentFor(container.args),
        log: logOf(id),
      });
    const own: Live = { running, published, port, portFor, stopping: false };
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
      const starts =
        !own.stopping && startsAgain(store.containers.get(id) ?? container, exitCode, retries.get(id) ?? 0);
      const after = change(id, {
        status: starts ? 'restarting' : 'exited',
        exitCode,
        oomKilled,
        finishedAt: new Date().toISOString(),
      });
      if (after) tell(after, 'die', { exitCode: String(exitCode) });
      for (const told of waiting.get(id) ?? []) told(exitCode);
      waiting.delete(id);
      if (starts) later(container, Date.now() - startedAt);
    });
  }
  /** Starts a container again, after a pause that grows while it keeps on ending. */
  const later = ({ id }: Container, ranMs: number): void =>
    pauses.after(id, ranMs, () => {
      const now = store.containers.get(id);
      if (now?.state.status === 'restarting')
        run(now, true).catch((error: unknown) => change(now.id, { status: 'exited', error: String(error) }));
    });

  async function end(container: Container, signal: NodeJS.Signals, graceSeconds: number): Promise<void> {
    pauses.calm(container.id);
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

  const shownOf = (id: string): Shown | null => {
    const own = live.get(id);
    return own ? { pid: own.running.pid, published: own.published } : null;
  };
  const inspectedOf = (container: Container): unknown =>
    inspected(container, shownOf(container.id), retries.get(container.id) ?? 0);

  return {
    networksInUse: (): ReadonlySet<string> =>
      new Set([...live.keys()].flatMap((id) => networkNames(store.containers.get(id)))),

    async join(name: string, network: string, aliases: readonly string[]): Promise<void> {
      const container = get(name);
      const next = joined(container, network, aliases);
      // First the port: where it is taken, the container stays off the network.
      if (next.network !== container.network) await openAgain(next);
      keep(next);
    },
    async leave(name: string, network: string): Promise<void> {
      const container = get(name);
      const next = left(container, network);
      keep(next);
      if (next.network !== container.network) await openAgain(next);
    },

    async create(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
      const parsed = Wanted.safeParse(await bodyOf(request));
      if (!parsed.success) throw new Refusal(400, `invalid container: ${parsed.error.issues[0]?.message}`);
      const wanted = parsed.data;
      checkName(query.get('name') ?? 'unnamed');
      checkWanted(wanted);
      const image = images.get(wanted.Image);
      const id = randomBytes(32).toString('hex');
      const name = (query.get('name') ?? `rehearsal_${id.slice(0, 8)}`).replace(/^\//, '');
      checkFree(name);
      const host = wanted.HostConfig;
      if ((host?.NanoCpus ?? 0) > cpus().length * 1e9)
        throw new Refusal(
          400,
          `Range of CPUs is from 0.01 to ${cpus().length}.00, as there are only ${cpus().length} CPUs available`,
        );
      const network = host?.NetworkMode || 'bridge';
      const container = containerOf(wanted, { id, name, imageId: image.id, network });
      keep(container);
      tell(container, 'create');
      json(response, 201, { Id: id, Warnings: [] });
    },

    async start(response: ServerResponse, name: string): Promise<void> {
      const container = get(name);
      if (live.has(container.id)) return nothing(response, 304);
      if (!isThere(container.network)) throw new Refusal(404, `network ${container.network} not found`);
      await run(container);
      nothing(response);
    },
    rename(response: ServerResponse, name: string, query: URLSearchParams): void {
      const container = get(name);
      const next = (query.get('name') ?? '').replace(/^\//, '');
      if (next === '') throw new Refusal(400, 'Neither old nor new names may be empty');
      if (next === container.name)
        throw new Refusal(400, 'Renaming a container with the same name as its current name');
      try {
        checkName(`/${next}`);
        checkFree(next);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new Refusal(error.status, `Error when allocating new name: ${error.message}`);
      }
      tell(keep({ ...container, name: next }), 'rename');
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
        checkPolicy(policy.Name);
        const restart = { name: policy.Name, most: policy.MaximumRetryCount ?? 0 };
        keep({ ...container, restart });
      }
      json(response, 200, { Warnings: [] });
    },
    async kill(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const { id } = get(name);
      const signal = signalNamed(query.get('signal') || 'SIGKILL');
      const own = live.get(id);
      if (!own) throw new Refusal(409, `Cannot kill container: ${name}: Container ${id} is not running`);
      own.stopping = true;
      own.running.kill(signal);
      // Docker answers once it is dead; what another signal does is the container's own affair.
      if (signal === 'SIGKILL') await own.running.ended;
      nothing(response);
    },
    async remove(response: ServerResponse, name: string, query: URLSearchParams): Promise<void> {
      const container = get(name);
      const force = isOn(query, 'force');
      if (live.has(container.id) && !force)
        throw new Refusal(
          409,
          `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
        );
      await end(container, 'SIGKILL', 0);
      pauses.calm(container.id);
      store.containers.delete(container.id);
      store.save();
      rmSync(store.folderOf(container.id), { recursive: true, force: true });
      logOf(container.id).end();
      logs.delete(container.id);
      retries.delete(container.id);
      tell(container, 'destroy');
      nothing(response);
    },
    wait(response: ServerResponse, name: string, query: URLSearchParams): void {
      const { id, state } = get(name);
      // Docker 20.10 takes a condition that it does not know for this one.
      const asked = query.get('condition') ?? '';
      const condition = ['next-exit', 'removed'].includes(asked) ? asked : 'not-running';
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = (exitCode: number): void => void response.end(`${JSON.stringify({ StatusCode: exitCode })}\n`);
      if (condition === 'not-running' && !live.has(id) && state.status !== 'restarting') {
        answer(state.exitCode);
        return;
      }
      response.flushHeaders();
      const told = waiting.get(id) ?? new Set();
      told.add(answer);
      waiting.set(id, told);
      response.on('close', () => told.delete(answer));
    },
    async putArchive(
      request: IncomingMessage,
      response: ServerResponse,
      name: string,
      query: URLSearchParams,
    ): Promise<void> {
      const container = get(name);
      const binds = await takeFolders(request, query, store.folderOf(container.id));
      keep({ ...container, binds: [...container.binds, ...binds] });
      nothing(response, 200);
    },
    getArchive: (response: ServerResponse, name: string, query: URLSearchParams): Promise<void> =>
      giveFolder(response, query, get(name)),
    inspect: (response: ServerResponse, name: string): void => json(response, 200, inspectedOf(get(name))),
    list(response: ServerResponse, query: URLSearchParams): void {
      const of = (name: string): readonly string[] => filterOf(query, name, LIST_FILTERS);
      const [labels, names, ids, states, exits] = ['label', 'name', 'id', 'status', 'exited'].map(of);
      const limit = Number(query.get('limit') ?? 0);
      const strange = states?.find((state) => !STATES.includes(state));
      if (strange !== undefined) throw new Refusal(400, `Unrecognised filter value for status: ${strange}`);
      const all = isOn(query, 'all') || limit > 0 || states?.length || exits?.length;
      const any = (wanted: readonly string[] | undefined, meets: (one: string) => boolean): boolean =>
        !wanted?.length || wanted.some(meets);
      const found = [...store.containers.values()]
        .filter(({ state }) => all || state.status === 'running' || state.status === 'restarting')
        .filter((container) => hasLabels(container.labels, labels ?? []))
        .filter(({ name }) => any(names, (one) => `/${name}`.includes(one)))
        .filter(({ id }) => any(ids, (one) => id.startsWith(one)))
        .filter(({ state }) => any(states, (one) => state.status === one))
        .filter(({ state }) => any(exits, (one) => state.status === 'exited' && state.exitCode === Number(one)))
        .slice(limit > 0 ? -limit : 0);
      json(
        response,
        200,
        found.toReversed().map((container) => listed(container, shownOf(container.id))),
      );
    },
    logs(response: ServerResponse, name: string, query: URLSearchParams): void {
      const { id } = get(name);
      logOf(id).answer(response, query, live.has(id));
    },
    attach(response: ServerResponse, name: string, query: URLSearchParams): void {
      logOf(get(name).id).attach(response, query);
    },
    stats(response: ServerResponse, name: string): void {
      const { id, memory } = get(name);
      json(response, 200, statsOf(id, live.get(id)?.running.pid, memory));
    },

    /** Carries out a command in a running container; only a gate has any. Fails with 404, 409. */
    execute(name: string, command: readonly string[]): { readonly exitCode: number; readonly output: string } {
      const container = get(name);
      if (!live.has(container.id)) throw new Refusal(409, `Container ${container.id} is not running`);
      if (images.get(container.imageId).feature === GATE) return askGate(store.folderOf(container.id), command);
      return { exitCode: 127, output: `exec: "${command[0]}": executable file not found in $PATH\n` };
    },

    /** Ends what runs with a label as the kernel does when memory is short; how many there were. */
    killForMemory(label: string): number {
      const isService = ({ imageId }: Container): boolean => images.find(imageId)?.feature !== GATE;
      const meant = [...live].filter(([id]) => {
        const container = store.containers.get(id);
        return container !== undefined && isService(container) && hasLabels(container.labels, [label]);
      });
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
      pauses.calmAll();
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

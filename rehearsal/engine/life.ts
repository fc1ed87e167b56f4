import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../service/features.ts';
import { hasLabels, Refusal } from './answers.ts';
import type { Events } from './events.ts';
import type { Failures } from './failures.ts';
import { GATE, startGate } from './gate.ts';
import type { createImages } from './images.ts';
import { createLog, type Log } from './logs.ts';
import { networkNames } from './membership.ts';
import { openNames, type Place, portOf } from './names.ts';
import { createPauses, startsAgain } from './pauses.ts';
import { type Running, startProcess } from './process.ts';
import { freePort } from './proxy.ts';
import { type PublishedPort, publishAll } from './publishing.ts';
import type { Runtime } from './runtime.ts';
import type { Shown } from './shown.ts';
import type { Container, Store } from './state.ts';
import { NEVER } from './wanted.ts';

interface Live {
  readonly running: Running;
  published: readonly PublishedPort[];
  readonly port: number;
  /** The port of loopback behind one of the container's own; null where it does not listen. */
  readonly portFor: (port: number) => number | null;
  stopping: boolean;
}

export interface LifeOptions {
  readonly store: Store;
  readonly events: Events;
  readonly images: ReturnType<typeof createImages>;
  readonly runtime: Runtime;
  readonly failures: Failures;
}

/** Containers as processes: which there are, which run, and what becomes of them. */
export function createLife({ store, events, images, runtime, failures }: LifeOptions) {
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

  /** Starts that are under way: who asks for another one gets that one. */
  const starting = new Map<string, Promise<void>>();
  function run(container: Container, again = false): Promise<void> {
    const { id } = container;
    const known = starting.get(id);
    if (known) return known;
    pauses.hold(id);
    const begun = begin(container, again).finally(() => starting.delete(id));
    starting.set(id, begun);
    return begun;
  }

  /** `again`: by its restart policy, and then it stays known that it was killed for memory. */
  async function begin(container: Container, again: boolean): Promise<void> {
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
    // One that is just being started would outlive its end.
    await starting.get(container.id)?.catch(() => undefined);
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
  return {
    get,
    keep,
    tell,
    logOf,
    run,
    end,
    openAgain,
    shownOf,
    isLive: (id: string): boolean => live.has(id),
    /** How often a container was started again by its policy, since someone started it. */
    retriesOf: (id: string): number => retries.get(id) ?? 0,
    networksInUse: (): ReadonlySet<string> =>
      new Set([...live.keys()].flatMap((id) => networkNames(store.containers.get(id)))),

    /** Tells of the next end of a container; answers what ends the telling. */
    atNextEnd(id: string, told: (exitCode: number) => void): () => void {
      const all = waiting.get(id) ?? new Set();
      all.add(told);
      waiting.set(id, all);
      return () => void all.delete(told);
    },
    /** Sends a signal to a container that runs, which is not started again; its end. Null where it does not run. */
    signal(id: string, signal: NodeJS.Signals): Promise<unknown> | null {
      const own = live.get(id);
      if (!own) return null;
      own.stopping = true;
      own.running.kill(signal);
      return own.running.ended;
    },
    /** Ends a container and forgets it. */
    async remove(container: Container): Promise<void> {
      await end(container, 'SIGKILL', 0);
      pauses.calm(container.id);
      store.containers.delete(container.id);
      store.save();
      rmSync(store.folderOf(container.id), { recursive: true, force: true });
      logOf(container.id).end();
      logs.delete(container.id);
      retries.delete(container.id);
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
      await Promise.allSettled(starting.values());
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

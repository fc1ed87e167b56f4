import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { isForeseen } from '#shared/failures/failure.ts';
import type { UsageHistory } from './history.ts';
import { type ReadablePart, readPart } from './read-part.ts';

/** What the engine says of a deployment's containers just now. */
export interface SeenParts {
  readonly running: readonly ReadablePart[];
  /** Those that do not run; `at` is when they stopped, in ms since 1970, as far as the engine knows. */
  readonly stopped: readonly { readonly image: ImageId; readonly at: number | null }[];
}

export interface CollectorNeeds {
  readonly history: Pick<UsageHistory, 'keep' | 'known' | 'stopped'>;
  readonly deployments: () => readonly Deployment[];
  /** Ids of the deployments that the engine has containers of. Fails with `engine.*`. */
  readonly present: () => Promise<ReadonlySet<string>>;
  /** Fails with `engine.*`. */
  readonly look: (deployment: Deployment) => Promise<SeenParts>;
  readonly now: () => Date;
  /** Calls back after so many ms; what it answers calls that off. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Told after a reading that nobody asked for, and of failures of such. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

export type Collector = ReturnType<typeof createCollector>;

const EVERY_MS = 15 * 60 * 1000;
/** After the last of several events that follow each other, e.g. the documents of a batch. */
const SOON_MS = 4000;
/** And no later than this after the first of them, while they go on. */
const AT_LATEST_MS = 60_000;
/** A stop waits no longer than this for the last numbers. */
const BEFORE_STOP_MS = 5000;
/** While a round goes on, the window hears of it no more often. */
const TOLD_EVERY_MS = 10_000;

/** What is seen of a deployment that has no container. */
const nothingOf = ({ parts }: Deployment): SeenParts => ({
  running: [],
  stopped: parts.map(({ image }) => ({ image, at: null })),
});

/**
 * Reads the usage of running containers: each quarter of an hour while the app is open, soon after something was sent,
 * before Drydock stops them, and when asked. One reading of a deployment at a time; a container that fails is `stale` and
 * holds up no other.
 */
export function createCollector(needs: CollectorNeeds) {
  const { history, now, after } = needs;
  const stale = new Map<string, readonly ImageId[]>();
  const running = new Map<string, { readonly done: Promise<void>; next: Promise<void> | null }>();
  const pending = new Map<string, { readonly since: number; callOff: () => void }>();
  const end = new AbortController();
  let callOffRound: (() => void) | null = null;

  async function readAll(deployment: Deployment, look: CollectorNeeds['look']): Promise<void> {
    const { id, createdAt } = deployment;
    let fresh: readonly ImageId[] = [];
    let asked: readonly ImageId[] = deployment.parts.map(({ image }) => image);
    try {
      const seen = await look(deployment);
      asked = seen.running.map(({ image }) => image);
      for (const { image, at } of seen.stopped)
        await history.stopped({ deploymentId: id, image }, at ?? now().getTime());
      const readings = await Promise.allSettled(
        seen.running.map(async (part) => {
          const key = { deploymentId: id, image: part.image };
          const known = await history.known(key, { container: part.containerId, folder: part.outputFolder });
          const { read, asked: months } = await readPart(part, { known, since: createdAt, now, signal: end.signal });
          await history.keep(key, read, months);
          return part.image;
        }),
      );
      fresh = readings.flatMap((reading) => (reading.status === 'fulfilled' ? [reading.value] : []));
      const failed = readings.find((reading) => reading.status === 'rejected');
      if (failed && fresh.length === 0) throw failed.reason;
    } finally {
      stale.set(
        id,
        asked.filter((image) => !fresh.includes(image)),
      );
    }
  }

  /** Never two at a time: who asks while one runs gets the next, because the running one may have asked already. */
  function collect(deployment: Deployment, look = needs.look): Promise<void> {
    const current = running.get(deployment.id);
    if (current) {
      current.next ??= current.done.catch(() => undefined).then(() => collect(deployment));
      return current.next;
    }
    const done = readAll(deployment, look).finally(() => running.delete(deployment.id));
    running.set(deployment.id, { done, next: null });
    return done;
  }

  const quietly = async (
    deployment: Deployment,
    { changed, look }: Pick<CollectorNeeds, 'changed' | 'look'> = needs,
  ): Promise<void> => {
    if (end.signal.aborted) return;
    await collect(deployment, look).then(changed, (error: unknown) => {
      if (end.signal.aborted) return;
      // A container may end between the list and the question: its page says so, and the next round reads it again.
      if (!isForeseen(error, 'service.unreachable')) needs.failed(error);
      changed();
    });
  };

  /**
   * Asks the engine once which deployments have containers, and then of those. Tells of readings now and then, and at its
   * end: each time the window reads what it shows again.
   */
  async function round(): Promise<void> {
    let toldAt = now().getTime();
    let untold = false;
    // Without an engine each deployment says so by itself.
    const present = await needs.present().catch(() => null);
    const look = async (one: Deployment): Promise<SeenParts> =>
      present === null || present.has(one.id) ? needs.look(one) : nothingOf(one);
    const changed = (): void => {
      untold = true;
    };
    for (const deployment of needs.deployments()) {
      await quietly(deployment, { changed, look });
      await nextTurn();
      if (!untold || now().getTime() - toldAt < TOLD_EVERY_MS) continue;
      needs.changed();
      toldAt = now().getTime();
      untold = false;
    }
    if (untold) needs.changed();
    if (!end.signal.aborted) callOffRound = after(EVERY_MS, () => void round());
  }

  const find = (id: string): Deployment | null => needs.deployments().find((one) => one.id === id) ?? null;

  function soon(deploymentId: string): void {
    if (end.signal.aborted) return;
    const before = pending.get(deploymentId);
    before?.callOff();
    const since = before?.since ?? now().getTime();
    const wait = Math.max(0, Math.min(SOON_MS, since + AT_LATEST_MS - now().getTime()));
    const callOff = after(wait, () => {
      pending.delete(deploymentId);
      const deployment = find(deploymentId);
      if (deployment) void quietly(deployment);
    });
    pending.set(deploymentId, { since, callOff });
  }

  return {
    /** Reads now. Fails with `engine.*`, and with a container's failure when no other answered either. */
    collect: (deployment: Deployment): Promise<void> => collect(deployment),
    /** Reads a little later, once for all that happens until then. */
    soon,
    /** The first round, and one each quarter of an hour from then on; once more is nothing. */
    begin: () => {
      callOffRound ??= after(0, () => void round());
    },
    /** Reads before containers are stopped, within five seconds; a stop is no less possible when they do not answer. */
    async beforeStop(deploymentId: string): Promise<void> {
      const deployment = find(deploymentId);
      if (!deployment) return;
      await new Promise<void>((resolve) => {
        const callOff = after(BEFORE_STOP_MS, resolve);
        void quietly(deployment).then(() => {
          callOff();
          resolve();
        });
      });
    },
    /** Containers that run and did not answer when they were last asked. */
    stale: (deploymentId: string): readonly ImageId[] => stale.get(deploymentId) ?? [],
    /** Calls everything off; what was being asked ends with it. */
    async close(): Promise<void> {
      end.abort();
      callOffRound?.();
      for (const { callOff } of pending.values()) callOff();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

import { randomUUID } from 'node:crypto';
import {
  type Leftover,
  MAX_ENDED,
  MAX_LOG_LINES,
  type OperationSnapshot,
  type OperationState,
} from '#shared/contract/messages.ts';
import type { World } from '#shared/domain/world.ts';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import type { OperationContext } from './handlers.ts';

/** At most one message per operation in this time; the last one always goes. */
const THIN_MS = 80;

interface Running {
  snapshot: OperationSnapshot;
  readonly controller: AbortController;
  readonly mustFinish: boolean;
  readonly done: Promise<void>;
  pending: NodeJS.Timeout | null;
}

export interface OperationsOptions {
  readonly world: World;
  readonly now: () => Date;
  readonly publish: (snapshot: OperationSnapshot) => void;
  /** Applied to every log line and failure before anyone sees it. */
  readonly redact: <T>(value: T) => T;
  readonly thinMs?: number;
}

/** An operation that runs, as the question before closing needs it. */
export interface RunningOperation {
  readonly path: string;
  readonly mustFinish: boolean;
}

export interface StartOptions {
  /** Called after the end. */
  readonly ended?: () => void;
  readonly mustFinish?: boolean;
}

export type Operations = ReturnType<typeof createOperations>;

/** Runs operations, keeps a whole snapshot of each, and lists them to whoever comes late. */
export function createOperations({ world, now, publish, redact, thinMs = THIN_MS }: OperationsOptions) {
  const operations = new Map<string, Running>();

  function emit(entry: Running): void {
    if (entry.pending !== null) clearTimeout(entry.pending);
    entry.pending = null;
    publish(entry.snapshot);
  }

  function update(entry: Running, change: Partial<OperationSnapshot>): void {
    if (entry.snapshot.state.name !== 'running') return; // a late report after the end tells nobody anything
    const at = now().toISOString();
    entry.snapshot = { ...entry.snapshot, ...change, seq: entry.snapshot.seq + 1, movedAt: at };
    entry.pending ??= setTimeout(() => emit(entry), thinMs);
  }

  function end(entry: Running, state: OperationState): void {
    entry.snapshot = { ...entry.snapshot, seq: entry.snapshot.seq + 1, state };
    emit(entry);
    const ended = [...operations.values()].filter(({ snapshot }) => snapshot.state.name !== 'running');
    for (const old of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) operations.delete(old.snapshot.id);
  }

  /** Starts `work` as an operation and answers its id at once; its end is a state, never a rejection. */
  function start<P, O>(
    path: string,
    input: unknown,
    work: (context: OperationContext<P>) => Promise<O>,
    { ended = () => undefined, mustFinish = false }: StartOptions = {},
  ): string {
    const id = randomUUID();
    const at = now().toISOString();
    const controller = new AbortController();
    const left: Leftover[] = [];
    const snapshot: OperationSnapshot = {
      id,
      world,
      path,
      seq: 0,
      input: withoutBytes(input),
      startedAt: at,
      movedAt: at,
      progress: null,
      log: [],
      left: [],
      state: { name: 'running' },
    };
    const context: OperationContext<P> = {
      signal: controller.signal,
      report: (progress) => update(entry, { progress }),
      log: (line) => update(entry, { log: [...entry.snapshot.log, redact(line)].slice(-MAX_LOG_LINES) }),
      leave: (leftover) => {
        left.push(leftover);
        update(entry, { left: [...left] });
      },
    };
    const run = async (): Promise<void> => {
      let state: OperationState;
      try {
        const output = await work(context);
        state = { name: 'succeeded', endedAt: now().toISOString(), output: output ?? null };
      } catch (error) {
        const endedAt = now().toISOString();
        // Cancelled is asked of the signal, not of the error: an abort reaches us as whatever the socket makes of it.
        state = controller.signal.aborted
          ? { name: 'cancelled', endedAt }
          : { name: 'failed', endedAt, failure: redact(toFailure(error)) };
      }
      end(entry, state);
      ended();
    };
    const entry: Running = { snapshot, controller, mustFinish, pending: null, done: Promise.resolve().then(run) };
    operations.set(id, entry);
    publish(snapshot);
    return id;
  }

  const runs = (): Running[] => [...operations.values()].filter(({ snapshot }) => snapshot.state.name === 'running');
  const holding = (): Running[] => runs().filter(({ mustFinish }) => mustFinish);

  return {
    start,
    /** Newest last. */
    list: (): OperationSnapshot[] => [...operations.values()].map(({ snapshot }) => snapshot),
    /** Asks a running operation to stop; an ended one is left as it ended. */
    cancel(id: string): void {
      const entry = operations.get(id);
      if (!entry) throw new Foreseen('operation.unknown', { id });
      entry.controller.abort(new DOMException('Cancelled by the operator', 'AbortError'));
    },
    dismiss(id: string): void {
      const entry = operations.get(id);
      if (entry && entry.snapshot.state.name !== 'running') operations.delete(id);
    },
    /** What runs, and whether it has to be waited for. */
    running: (): readonly RunningOperation[] =>
      runs().map(({ snapshot: { path }, mustFinish }) => ({ path, mustFinish })),
    /** Ends when nothing runs that must not be broken off. */
    async finished(): Promise<void> {
      for (let held = holding(); held.length > 0; held = holding()) await Promise.all(held.map(({ done }) => done));
    },
    /** Cancels everything that may be broken off, and waits for the clean-up of each and for the end of the others. */
    async close(): Promise<void> {
      const running = runs();
      for (const { controller, mustFinish } of running)
        if (!mustFinish) controller.abort(new DOMException('Drydock is closing', 'AbortError'));
      await Promise.all(running.map(({ done }) => done));
    },
  };
}

/** A snapshot is sent again and again; the bytes of a document in its input are not. */
function withoutBytes(input: unknown): unknown {
  if (input instanceof Uint8Array) return null;
  if (Array.isArray(input)) return input.map(withoutBytes);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, withoutBytes(value)]));
}

import { z } from 'zod';
import { DroppedPath } from '#shared/contract/app.ts';
import { type Contract, entryAt } from '#shared/contract/index.ts';
import type { Answer, News } from '#shared/contract/messages.ts';
import { World } from '#shared/domain/world.ts';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import type { HandlersFor, OperationContext } from './handlers.ts';
import { checkFree, isKeptFree, type UnderWay } from './holds.ts';
import type { Operations } from './operations.ts';

/** A handler for every entry of every room that a world serves; `start` is served by the app itself. */
export type Handlers = { readonly [R in Exclude<keyof Contract, 'start'>]: HandlersFor<Contract[R]> };
export type StartHandlers = { readonly start: HandlersFor<Contract['start']> };

const CallEnvelope = z.object({
  world: World.nullable().default(null),
  path: z.string(),
  input: z.unknown().optional(),
  /** Set by the preload alone. */
  dropped: z.string().optional(),
});
const CancelEnvelope = z.object({ world: World, operationId: z.string() });

type AnyHandler = (input: unknown, context?: OperationContext<unknown>) => unknown;

export interface ServerOptions {
  /** The world that is served, or null for what belongs to none. Calls of a page of another one are refused. */
  readonly world: World | null;
  readonly handlers: Handlers | StartHandlers;
  readonly operations: Pick<Operations, 'start' | 'cancel' | 'list'>;
  readonly redact: <T>(value: T) => T;
  readonly push: (news: News) => void;
  /** Where failures go besides the answer: the app's own log. */
  readonly onFailure: (path: string, error: unknown) => void;
}

/**
 * Serves the contract: checks the path, parses the input, runs the handler, answers in an envelope. Knows no Electron, so
 * that tests can join both ends in memory; the sender was checked by whoever hands the call over.
 */
export function createServer({ world, handlers, operations, redact, push, onFailure }: ServerOptions) {
  const changed = (topics: readonly string[]): void => {
    if (topics.length > 0) push({ kind: 'changed', topics });
  };

  /** A dialog of the system may keep one open for long. */
  const actions = new Set<UnderWay>();

  function checkWorld(of: World | null): void {
    if (world !== null && of !== world) throw new Foreseen('call.other-world', {});
  }

  async function serve(call: unknown): Promise<unknown> {
    const envelope = CallEnvelope.safeParse(call);
    if (!envelope.success) throw new Foreseen('call.bad-input', { path: '' }, { detail: envelope.error.message });
    const { path, dropped } = envelope.data;
    checkWorld(envelope.data.world);
    const entry = entryAt(path);
    if (entry === null) throw new Foreseen('call.unknown', { path });
    const parsed = entry.input.safeParse(dropped === undefined ? envelope.data.input : new DroppedPath(dropped));
    if (!parsed.success) throw new Foreseen('call.bad-input', { path }, { detail: z.prettifyError(parsed.error) });
    const handler = handlerAt(handlers, path);
    const own: UnderWay = { path, input: parsed.data };
    const running = operations.list().filter(({ state }) => state.name === 'running');
    checkFree(own, entry.kind === 'operation' ? [...running, ...actions] : running);
    if (entry.kind === 'operation') {
      const operationId = operations.start(
        path,
        parsed.data,
        async (context) => entry.output.parse(await handler(parsed.data, context)),
        { ended: () => changed(entry.touches), mustFinish: entry.mustFinish },
      );
      return { operationId };
    }
    if (isKeptFree(path)) actions.add(own);
    try {
      return entry.output.parse(await handler(parsed.data));
    } finally {
      actions.delete(own);
      // One that failed may have changed something before it did.
      if (entry.kind === 'action') changed(entry.touches);
    }
  }

  return {
    /** Answers one call of the renderer; never rejects. */
    async call(call: unknown): Promise<Answer> {
      try {
        return { ok: true, value: await serve(call) };
      } catch (error) {
        onFailure(pathOf(call), error);
        return { ok: false, failure: redact(toFailure(error)) };
      }
    },
    cancel(cancel: unknown): Answer {
      try {
        const { world: of, operationId } = CancelEnvelope.parse(cancel);
        checkWorld(of);
        operations.cancel(operationId);
        return { ok: true, value: null };
      } catch (error) {
        return { ok: false, failure: redact(toFailure(error)) };
      }
    },
  };
}

const pathOf = (call: unknown): string => CallEnvelope.safeParse(call).data?.path ?? '?';

/** The contract was searched for `path` before, and `Handlers` has one for every entry of it. */
function handlerAt(handlers: Handlers | StartHandlers, path: string): AnyHandler {
  const [room = '', name = ''] = path.split('.');
  const handler = (handlers as unknown as Record<string, Record<string, AnyHandler>>)[room]?.[name];
  if (!handler) throw new Foreseen('call.unknown', { path });
  return handler;
}

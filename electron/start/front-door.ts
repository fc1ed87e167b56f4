import type { Answer } from '#shared/contract/messages.ts';
import type { World } from '#shared/domain/world.ts';
import { Foreseen, toFailure } from '#shared/failures/failure.ts';
import { createServer } from '../ipc/server.ts';
import { type StartNeeds, serveStart } from './handlers.ts';

/** Where the calls of the window go: `start` always answers, all else the services, once they are there. */
export interface Server {
  readonly call: (call: unknown) => Promise<Answer>;
  readonly cancel: (cancel: unknown) => Promise<Answer>;
}

interface Served {
  readonly world: () => World;
  readonly server: { readonly call: Server['call']; readonly cancel: (cancel: unknown) => Answer };
}

export interface FrontDoorOptions<S extends Served> extends StartNeeds<S> {
  readonly failed: (room: string, error: unknown) => void;
}

/** Joins the app's life cycle and its services to one server for the window. After a failed start, calls answer its failure. */
export function createFrontDoor<S extends Served>(options: FrontDoorOptions<S>): Server {
  const { life, redact, failed } = options;
  const unknown = (): never => {
    throw new Foreseen('call.unknown', { path: 'start' });
  };
  const start = createServer({
    world: null,
    handlers: { start: serveStart(options) },
    operations: { start: unknown, cancel: unknown, list: () => [] },
    redact,
    push: () => undefined,
    onFailure: failed,
  });
  const isOfStart = (call: unknown): boolean =>
    typeof call === 'object' && call !== null && 'path' in call && String(call.path).startsWith('start.');
  const served = async (ask: (server: Served['server']) => Promise<Answer> | Answer): Promise<Answer> => {
    const end = await life.started();
    return end.name === 'ready' ? ask(end.services.server) : { ok: false, failure: redact(end.failure) };
  };
  return {
    // The door answers whatever is thrown: a rejection would reach the page as a message without a code.
    call: (call) =>
      (isOfStart(call) ? start.call(call) : served((server) => server.call(call))).catch(
        (error: unknown): Answer => ({ ok: false, failure: redact(toFailure(error)) }),
      ),
    cancel: (cancel) => served((server) => server.cancel(cancel)),
  };
}

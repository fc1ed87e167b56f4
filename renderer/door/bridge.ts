import type { EntryAt, OperationPath, Path } from '#shared/contract/index.ts';
import type { InputOf, OutputOf } from '#shared/contract/kinds.ts';
import type { Answer, Bridge, OperationSnapshot, Push, Started } from '#shared/contract/messages.ts';
import { StartState } from '#shared/contract/start.ts';
import type { World } from '#shared/domain/world.ts';
import { type Failure, toFailure } from '#shared/failures/failure.ts';

declare global {
  interface Window {
    readonly drydock: Bridge;
  }
}

/** A failure of the other side, as it crossed the door. Components show `failure`, never `message`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** What went wrong as it is told on screen, also where it is this side's own fault. */
export const failureOf = (error: unknown): Failure => (error instanceof Refused ? error.failure : toFailure(error));

const unwrap = (answer: Answer): unknown => {
  if (answer.ok) return answer.value;
  throw new Refused(answer.failure);
};

/** The world that this page belongs to, once it is known; a page is of one world until it is loaded anew. */
let ours: World | null = null;
let asking: Promise<World> | null = null;

/** Asks once which world this page belongs to. Rejects with what the start failed of. */
function pageWorld(): Promise<World> {
  asking ??= (async () => {
    const state = StartState.parse(
      unwrap(await window.drydock.call({ world: null, path: 'start.state', input: undefined })),
    );
    if (state.name === 'failed') throw new Refused(state.failure);
    ours = state.world;
    return state.world;
  })();
  asking.catch(() => {
    asking = null; // the start may be tried again
  });
  return asking;
}

const send = async (path: Path, input: unknown, world: World | null): Promise<unknown> =>
  unwrap(await window.drydock.call({ world, path, input }));

/** Calls a query or an action. Rejects with {@link Refused}. The serving side has parsed the value against the contract. */
export async function call<P extends Exclude<Path, OperationPath>>(
  path: P,
  input: InputOf<EntryAt<P>>,
): Promise<OutputOf<EntryAt<P>>> {
  // The start answers pages of any world, also while there is none.
  const world = path.startsWith('start.') ? null : await pageWorld();
  return (await send(path, input, world)) as OutputOf<EntryAt<P>>;
}

/** Starts an operation; answers its id. Rejects with {@link Refused} when its input is not taken. */
export async function start<P extends OperationPath>(path: P, input: InputOf<EntryAt<P>>): Promise<string> {
  return ((await send(path, input, await pageWorld())) as Started).operationId;
}

/** Starts an operation once more, in the world that it was in. Rejects with {@link Refused}. */
export async function startAgain({
  world,
  path,
  input,
}: Pick<OperationSnapshot, 'world' | 'path' | 'input'>): Promise<string> {
  return ((await send(path as OperationPath, input, world)) as Started).operationId;
}

/** Asks a running operation to stop. */
export async function cancel({ id, world }: Pick<OperationSnapshot, 'id' | 'world'>): Promise<void> {
  unwrap(await window.drydock.cancel({ world, operationId: id }));
}

/**
 * Listens to what the main side pushes from this page's world; returns what ends it. What comes before the page knows its
 * world is in what it reads afterwards.
 */
export const subscribe = (listener: (push: Push) => void): (() => void) =>
  window.drydock.subscribe((push) => {
    if (push.world === ours) listener(push);
  });

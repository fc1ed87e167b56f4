import type { EntryAt, OperationPath, Path } from '#shared/contract/index.ts';
import type { InputOf, OutputOf } from '#shared/contract/kinds.ts';
import type { Answer, Bridge, Push, Started } from '#shared/contract/messages.ts';
import type { Failure } from '#shared/failures/failure.ts';

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

const unwrap = (answer: Answer): unknown => {
  if (answer.ok) return answer.value;
  throw new Refused(answer.failure);
};

/** Calls a query or an action. Rejects with {@link Refused}. The serving side has parsed the value against the contract. */
export async function call<P extends Exclude<Path, OperationPath>>(
  path: P,
  input: InputOf<EntryAt<P>>,
): Promise<OutputOf<EntryAt<P>>> {
  return unwrap(await window.drydock.call({ path, input })) as OutputOf<EntryAt<P>>;
}

/** Starts an operation; answers its id. Rejects with {@link Refused} when its input is not taken. */
export async function start<P extends OperationPath>(path: P, input: InputOf<EntryAt<P>>): Promise<string> {
  return (unwrap(await window.drydock.call({ path, input })) as Started).operationId;
}

/** Starts a call that a failure or a snapshot names as data: a retry. */
export async function startAgain(path: OperationPath, input: unknown): Promise<string> {
  return (unwrap(await window.drydock.call({ path, input })) as Started).operationId;
}

/** Asks a running operation to stop. */
export async function cancel(operationId: string): Promise<void> {
  unwrap(await window.drydock.cancel(operationId));
}

/** Listens to everything the main side pushes; returns what ends it. */
export const subscribe = (listener: (push: Push) => void): (() => void) => window.drydock.subscribe(listener);

import type {
  Action,
  Entry,
  Operation,
  OutputOf,
  ParsedInputOf,
  ProgressOf,
  Query,
  Room,
} from '#shared/contract/kinds.ts';
import type { Leftover } from '#shared/contract/messages.ts';

/** What a job gets besides its input. */
export interface OperationContext<P> {
  /** Ends when the operator cancels or the app closes; goes down to the socket. */
  readonly signal: AbortSignal;
  /** The whole progress, not a delta; may be called as often as the job likes, the door thins the flow. */
  readonly report: (progress: P) => void;
  /** One line for the operation's log; redacted at the door. */
  readonly log: (line: string) => void;
  /** Something could not be taken away again. */
  readonly leave: (leftover: Leftover) => void;
}

type HandlerFor<E extends Entry> = E extends Operation
  ? (input: ParsedInputOf<E>, context: OperationContext<ProgressOf<E>>) => Promise<OutputOf<E>>
  : E extends Query | Action
    ? (input: ParsedInputOf<E>) => Promise<OutputOf<E>> | OutputOf<E>
    : never;

/** One handler for each entry of a room: a missing, misspelt or wrongly typed one does not compile. */
export type HandlersFor<R extends Room> = { readonly [N in keyof R]: HandlerFor<R[N]> };

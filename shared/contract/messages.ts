import type { World } from '../domain/world.ts';
import type { Failure } from '../failures/failure.ts';

/** The end of an operation may list what could not be taken away again, e.g. a container's name. */
export interface Leftover {
  readonly kind: 'container' | 'network' | 'file';
  readonly name: string;
}

export type OperationState =
  | { readonly name: 'running' }
  | { readonly name: 'succeeded'; readonly endedAt: string; readonly output: unknown }
  | { readonly name: 'failed'; readonly endedAt: string; readonly failure: Failure }
  | { readonly name: 'cancelled'; readonly endedAt: string };

/** A whole picture of one operation, never a delta: who comes late sees what everyone sees. */
export interface OperationSnapshot {
  readonly id: string;
  /** Whose operation it is: it is cancelled and started again there and nowhere else. */
  readonly world: World;
  /** Contract path, e.g. `images.pull`. */
  readonly path: string;
  /** Rises with each message of this operation. */
  readonly seq: number;
  /** The parsed input, so that any screen can offer the retry. Holds no secret. */
  readonly input: unknown;
  readonly startedAt: string;
  /** When something last moved; the screen says "no data for 15 s" from it. */
  readonly movedAt: string;
  readonly progress: unknown;
  /** The newest log lines, redacted, oldest first, at most {@link MAX_LOG_LINES}. */
  readonly log: readonly string[];
  readonly left: readonly Leftover[];
  readonly state: OperationState;
}

export const MAX_LOG_LINES = 300;

/** How many ended operations are kept, on either side. */
export const MAX_ENDED = 50;

/** What the services of a world tell without being asked. `topics` are rooms of the contract whose reads are stale. */
export type News =
  | { readonly kind: 'operation'; readonly snapshot: OperationSnapshot }
  | { readonly kind: 'changed'; readonly topics: readonly string[] }
  /** Show this place of the window: the operator pressed a message on the desktop. */
  | { readonly kind: 'go'; readonly address: string };

/** What the main side pushes: news, and of which world. A page takes those of its own. */
export type Push = News & { readonly world: World };

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

/** What the renderer sends: one envelope for the whole contract. */
export interface Call {
  /** The world that the page belongs to; null only for the room `start`, which tells it. */
  readonly world: World | null;
  readonly path: string;
  readonly input: unknown;
}

/** Asks a running operation to stop. */
export interface Cancel {
  readonly world: World;
  readonly operationId: string;
}

/** The whole preload: three functions, for ever. */
export interface Bridge {
  readonly call: (call: Call) => Promise<Answer>;
  readonly cancel: (cancel: Cancel) => Promise<Answer>;
  /** Returns what ends the subscription. */
  readonly subscribe: (listener: (push: Push) => void) => () => void;
}

/** What a started operation answers to its call. */
export interface Started {
  readonly operationId: string;
}

import type { z } from 'zod';

/** Reads the world and changes nothing; may be called at any time, and again. */
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query';
  readonly input: I;
  readonly output: O;
}

/** Changes something and is over within a blink; `touches` names the rooms whose queries are stale afterwards. */
export interface Action<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'action';
  readonly input: I;
  readonly output: O;
  readonly touches: readonly string[];
}

/**
 * Work that takes longer than a blink: has an id, streams progress, can be cancelled, outlives a renderer reload.
 * Its input never holds a secret, because it is kept to offer a retry.
 */
export interface Operation<
  I extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly kind: 'operation';
  readonly input: I;
  readonly progress: P;
  readonly output: O;
  readonly touches: readonly string[];
  /** Half of it would leave nobody serving: closing the app does not cancel it, but waits for its end. */
  readonly mustFinish: boolean;
}

export type Entry = Query | Action | Operation;
export type Room = Readonly<Record<string, Entry>>;

/** Declares a query of the contract. */
export const query = <I extends z.ZodType, O extends z.ZodType>(shape: { input: I; output: O }): Query<I, O> => ({
  kind: 'query',
  ...shape,
});

/** Declares an action of the contract. */
export const action = <I extends z.ZodType, O extends z.ZodType>(shape: {
  input: I;
  output: O;
  touches: readonly string[];
}): Action<I, O> => ({ kind: 'action', ...shape });

/** Declares an operation of the contract. */
export const operation = <I extends z.ZodType, P extends z.ZodType, O extends z.ZodType>(shape: {
  input: I;
  progress: P;
  output: O;
  touches: readonly string[];
  mustFinish?: boolean;
}): Operation<I, P, O> => ({ kind: 'operation', mustFinish: false, ...shape });

export type InputOf<E extends Entry> = z.input<E['input']>;
/** What a handler gets: the input after parsing, defaults filled in. */
export type ParsedInputOf<E extends Entry> = z.output<E['input']>;
export type OutputOf<E extends Entry> = z.output<E['output']>;
export type ProgressOf<E extends Operation> = z.output<E['progress']>;

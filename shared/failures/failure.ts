import type { FailureCode, FailureFacts } from './registry.ts';

/** A failure as it crosses the door: facts, no words. `detail` is raw, redacted, and folded away on screen. */
export type Failure = {
  readonly [C in FailureCode]: {
    readonly code: C;
    readonly facts: Readonly<FailureFacts[C]>;
    readonly detail: string | null;
  };
}[FailureCode];

/** Says that a failure could be foreseen; thrown where the knowledge is, turned into a {@link Failure} at the door. */
export class Foreseen<C extends FailureCode = FailureCode> extends Error {
  override readonly name = 'Foreseen';
  readonly code: C;
  readonly facts: Readonly<FailureFacts[C]>;
  /** Raw text for the folded detail, e.g. the last lines of a log. */
  readonly detail: string | null;

  constructor(code: C, facts: FailureFacts[C], options: { detail?: string; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.code = code;
    this.facts = facts;
    this.detail = options.detail ?? (options.cause instanceof Error ? options.cause.message : null);
  }
}

/** Whether `error` is the foreseen failure `code`. */
export const isForeseen = <C extends FailureCode>(error: unknown, code: C): error is Foreseen<C> =>
  error instanceof Foreseen && error.code === code;

/** What the door answers for any thrown thing: foreseen ones as they are, all else as `unexpected` with its stack. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Foreseen) return { code: error.code, facts: error.facts, detail: error.detail } as Failure;
  const message = error instanceof Error ? error.message : String(error);
  const detail = error instanceof Error ? (error.stack ?? null) : null;
  return { code: 'unexpected', facts: { message }, detail };
}

/** The end of a switch over a union: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

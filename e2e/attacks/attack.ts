import type { Field } from './field.ts';

/** What became of an attack, and what was seen of it, in a few words. */
export interface Verdict {
  readonly held: boolean;
  readonly seen: string;
}

/** An attack or a fault, played whole against the real app: a decoy that is read, written or reached, or not. */
export interface Attack {
  /** Its number in the list that `docs/security.md` begins with. */
  readonly id: string;
  readonly what: string;
  /** Over in seconds, so that it is a part of every test run. */
  readonly quick: boolean;
  readonly play: (field: Field) => Promise<Verdict>;
}

export const held = (seen: string): Verdict => ({ held: true, seen });
export const broken = (seen: string): Verdict => ({ held: false, seen });
/** Broken where something was found; `none` says what that means. */
export const brokenBy = (found: readonly string[], none: string): Verdict =>
  found.length > 0 ? broken(found.join('; ')) : held(none);

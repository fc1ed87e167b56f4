/** An answer as parsed JSON, which stays where it was parsed: in the worker. */
export interface ParsedAnswer {
  readonly root: unknown;
  /** The body as it came. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * What can be asked of an answer that is open. Each question is a function of the parsed answer and of an input; both the
 * input and the output cross to another thread, so they are plain data. To ask something new, add a function here.
 */
export const questions = {
  /** The answer as indented JSON, line by line. */
  lines: ({ root }: ParsedAnswer, _input: null): readonly string[] => JSON.stringify(root, null, 2).split('\n'),
} as const;

export type Questions = typeof questions;
export type QuestionName = keyof Questions;
export type InputTo<Q extends QuestionName> = Parameters<Questions[Q]>[1];
export type OutputOf<Q extends QuestionName> = ReturnType<Questions[Q]>;

/** Asks by name; throws what the question throws. */
export const answerTo = <Q extends QuestionName>(answer: ParsedAnswer, name: Q, input: InputTo<Q>): OutputOf<Q> =>
  (questions[name] as (answer: ParsedAnswer, input: InputTo<Q>) => OutputOf<Q>)(answer, input);

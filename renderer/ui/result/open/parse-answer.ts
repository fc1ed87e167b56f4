import { readResult } from '#shared/results/read-result.ts';
import type { ResultView } from '#shared/results/view.ts';
import type { ParsedAnswer } from './questions.ts';

/** Parses an answer's bytes and reads what is in it. Throws a `SyntaxError` where they are no JSON in UTF-8. */
export function parseAnswer(bytes: Uint8Array<ArrayBuffer>): {
  readonly answer: ParsedAnswer;
  readonly view: ResultView;
} {
  const root: unknown = JSON.parse(textOf(bytes));
  return { answer: { root, bytes }, view: readResult(root) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError('not UTF-8', { cause: error });
  }
}

import { readResult } from '../model/read-result.ts';
import type { ResultView } from '../model/view.ts';
import type { ParsedAnswer } from './questions.ts';

/** For how long the parsed JSON is kept after a question: a thick answer takes hundreds of megabytes that way. */
const KEEP_MS = 20_000;

/** Parses an answer's bytes and reads what is in it. Throws a `SyntaxError` where they are no JSON in UTF-8. */
export function parseAnswer(bytes: Uint8Array<ArrayBuffer>): {
  readonly answer: ParsedAnswer;
  readonly view: ResultView;
} {
  return { view: readResult(parse(bytes)), answer: answerOf(bytes) };
}

/** The answer, parsed again when something is asked of it, and let go of when nothing is for a while. */
export function answerOf(bytes: Uint8Array): ParsedAnswer {
  let parsed: { readonly root: unknown } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    get root() {
      parsed ??= { root: parse(bytes) };
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => {
        parsed = null;
      }, KEEP_MS);
      return parsed.root;
    },
  };
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(textOf(bytes));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError('not UTF-8', { cause: error });
  }
}

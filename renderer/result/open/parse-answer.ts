import { isInteger, isSafeNumber, LosslessNumber, parse as parseLossless } from 'lossless-json';
import { readResult } from '../model/read-result.ts';
import type { ResultView } from '../model/view.ts';
import { textOfBytes, whyNoJson } from './decode-answer.ts';
import type { ParsedAnswer } from './questions.ts';
import { type DoubledMember, scanJson } from './scan-json.ts';

/** For how long the parsed JSON is kept after a question: a thick answer takes hundreds of megabytes that way. */
const KEEP_MS = 20_000;

/** An answer's bytes as a view. `doubled` looks through the text once more, for what a parser drops unsaid. */
export interface ReadAnswer {
  readonly view: ResultView;
  readonly doubled: () => readonly DoubledMember[];
}

/** Parses an answer's bytes and reads what is in it. Throws `NoJson` where they are none. */
export function readAnswer(bytes: Uint8Array): ReadAnswer {
  const text = textOfBytes(bytes);
  return { view: readResult(parseText(text)), doubled: () => scanJson(text).doubled };
}

/** The answer, parsed again when something is asked of it, and let go of when nothing is for a while. */
export function answerOf(bytes: Uint8Array): ParsedAnswer {
  let parsed: { readonly root: unknown } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    get root() {
      parsed ??= { root: parseText(textOfBytes(bytes)) };
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => {
        parsed = null;
      }, KEEP_MS);
      return parsed.root;
    },
  };
}

/** A whole number of 16 digits or more: 2^53, from where on doubles leave numbers out, has 16. */
const MAY_BE_ROUNDED = /[:,[\s]-?\d{16}/;

/** Exact: a whole number that a double would change is a `LosslessNumber`. The parser that can do so is slow. */
function parseText(text: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw whyNoJson(text);
  }
  if (!MAY_BE_ROUNDED.test(text)) return parsed;
  try {
    return parseLossless(text, null, { parseNumber: exact, onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    if (error instanceof RangeError) return parsed; // nested deeper than it goes: no answer, and shown all the same
    throw error;
  }
}

const exact = (written: string): number | LosslessNumber =>
  isInteger(written) && !isSafeNumber(written) ? new LosslessNumber(written) : Number(written);

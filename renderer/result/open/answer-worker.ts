// Parses one answer off the window's thread: reads the view out of it, or holds it and answers questions about its JSON.
import { expose, transfer } from 'comlink';
import type { ResultView } from '../model/view.ts';
import { NoJson, type WhyNoJson } from './decode-answer.ts';
import { answerOf, readAnswer } from './parse-answer.ts';
import { answerTo, type InputTo, type OutputOf, type ParsedAnswer, type QuestionName } from './questions.ts';
import type { DoubledMember } from './scan-json.ts';
import { headOf, type Slice, slicesOf } from './slices.ts';

let held: ParsedAnswer | null = null;
let slices: Iterator<Slice> | null = null;
let doubled: ReturnType<typeof readAnswer>['doubled'] = () => [];

/** The columns are handed over, not copied. */
const buffersOf = ({ lines, words }: ResultView): Transferable[] =>
  [
    lines.corners,
    lines.page,
    lines.words,
    lines.handwritten,
    lines.styleConfidence,
    words.corners,
    words.confidence,
    words.line,
  ].map(({ buffer }) => buffer as ArrayBuffer);

/**
 * What the window asks of this worker. It gives it an answer: to read the view out of, which is then fetched slice by slice so
 * that the window's thread takes in a little at a time; or to be asked about.
 */
const calls = {
  /** The view without what can be long, or why the bytes are no JSON: of an error only the words would cross. */
  open(bytes: Uint8Array): { readonly view: ResultView } | { readonly noJson: WhyNoJson } {
    try {
      const read = readAnswer(bytes);
      doubled = read.doubled;
      slices = slicesOf(read.view);
      return transfer({ view: headOf(read.view) }, buffersOf(read.view));
    } catch (error) {
      if (error instanceof NoJson) return { noJson: { reason: error.reason, line: error.line, found: error.found } };
      throw error;
    }
  },
  /** Null behind the last slice. */
  nextSlice(): Slice | null {
    const next = slices?.next();
    return next?.done === false ? next.value : null;
  },
  doubled: (): readonly DoubledMember[] => doubled(),
  hold(bytes: Uint8Array): void {
    held = answerOf(bytes);
  },
  async ask<Q extends QuestionName>(name: Q, input: InputTo<Q>): Promise<OutputOf<Q>> {
    if (held === null) throw new Error('nothing is held');
    return await answerTo(held, name, input);
  },
};

export type AnswerWorker = typeof calls;

expose(calls);

import { transfer } from 'comlink';
import { createContext } from 'react';
import type { ResultView } from '../model/view.ts';
import { callsOf } from '../worker-calls.ts';
import type { AnswerWorker } from './answer-worker.ts';
import { NoJson } from './decode-answer.ts';
import { answerOf, readAnswer } from './parse-answer.ts';
import { answerTo, type InputTo, type OutputOf, type QuestionName } from './questions.ts';
import type { DoubledMember } from './scan-json.ts';
import { assembling } from './slices.ts';

/** An answer that is open: what is in it, and its JSON to ask about. */
export interface OpenResult {
  readonly view: ResultView;
  /** Members that the JSON names twice, of which the view has the last; known a little after the view. */
  readonly doubled: Promise<readonly DoubledMember[]>;
  /** Asks about the JSON behind the view; see `questions.ts`. Rejects once it is closed. */
  readonly ask: <Q extends QuestionName>(name: Q, input: InputTo<Q>) => Promise<OutputOf<Q>>;
  /** Gives back what it takes; an answer of a thick document takes hundreds of megabytes. */
  readonly close: () => void;
}

/** Opens an answer's bytes, which stay the caller's. Rejects with `NoJson` where they are no JSON. */
export type ResultOpener = (bytes: Uint8Array) => Promise<OpenResult>;

/**
 * Opens in a worker, so that the window goes on while a large answer is parsed, and takes the view in slice by slice. That
 * worker ends with the view, and with it goes the memory that parsing took; another one is started by the first question.
 */
export const openResult: ResultOpener = async (bytes) => {
  const reader = startWorker();
  let view: ResultView;
  try {
    view = await takeIn(reader, bytes);
  } catch (error) {
    reader.end(new Error('closed'));
    throw error;
  }
  let holder: ReturnType<typeof startWorker> | null = null;
  let closed = false;
  return {
    view,
    doubled: doubledIn(reader),
    async ask<Q extends QuestionName>(name: Q, input: InputTo<Q>) {
      if (closed) throw new Error('closed');
      if (holder === null) {
        holder = startWorker();
        // What goes wrong with it, the question behind it in the same line tells.
        holder.ask(({ hold }) => hold(copyOf(bytes))).catch(() => undefined);
      }
      return (await holder.ask((worker) => worker.ask(name, input))) as OutputOf<Q>; // answered by the function of that name
    },
    close() {
      closed = true;
      reader.end(new Error('closed'));
      holder?.end(new Error('closed'));
    },
  };
};

const startWorker = () =>
  callsOf<AnswerWorker>(new Worker(new URL('./answer-worker.ts', import.meta.url), { type: 'module', name: 'answer' }));

async function takeIn({ ask }: ReturnType<typeof startWorker>, bytes: Uint8Array): Promise<ResultView> {
  const opened = await ask(({ open }) => open(copyOf(bytes)));
  if ('noJson' in opened) throw new NoJson(opened.noJson.reason, opened.noJson.line, opened.noJson.found);
  const { view, take } = assembling(opened.view);
  for (;;) {
    const slice = await ask(({ nextSlice }) => nextSlice());
    if (slice === null) return view;
    take(slice);
  }
}

/** Nothing where the answer is closed before: then nobody asks any more. */
async function doubledIn({ ask, end }: ReturnType<typeof startWorker>): Promise<readonly DoubledMember[]> {
  try {
    return await ask(({ doubled }) => doubled());
  } catch {
    return []; // closed meanwhile
  } finally {
    end(new Error('closed'));
  }
}

/** A copy for a worker, handed over: the bytes stay the caller's. */
function copyOf(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  return transfer(copy, [copy.buffer]);
}

/** Opens on the spot, where there are no workers: in tests of components. */
export const openResultHere: ResultOpener = async (bytes) => {
  const { view, doubled } = readAnswer(bytes);
  const answer = answerOf(bytes);
  return {
    view,
    doubled: Promise.resolve(doubled()),
    ask: (name, input) => answerTo(answer, name, input),
    close: () => undefined,
  };
};

export const ResultOpenerContext = createContext<ResultOpener>(openResult);

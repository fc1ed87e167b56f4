import { createContext } from 'react';
import type { ResultView } from '../model/view.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { parseAnswer } from './parse-answer.ts';
import { answerTo, type InputTo, type OutputOf, type QuestionName } from './questions.ts';

/** An answer that is open: what is in it, and its JSON to ask about. */
export interface OpenResult {
  readonly view: ResultView;
  /** Asks about the JSON behind the view; see `questions.ts`. Rejects once it is closed. */
  readonly ask: <Q extends QuestionName>(name: Q, input: InputTo<Q>) => Promise<OutputOf<Q>>;
  /** Gives back what it takes; an answer of a thick document takes hundreds of megabytes. */
  readonly close: () => void;
}

/** Opens an answer's bytes, which stay the caller's. Rejects with a `SyntaxError` where they are no JSON. */
export type ResultOpener = (bytes: Uint8Array) => Promise<OpenResult>;

/**
 * Opens in a worker, so that the window goes on while a large answer is parsed. That worker ends with the view, and with it
 * goes the memory that parsing took; another one is started by the first question.
 */
export const openResult: ResultOpener = async (bytes) => {
  const reader = startWorker();
  let view: ResultView;
  try {
    const opened = await reader.send(withCopy('open', bytes));
    if (opened.kind !== 'view') throw new Error(`unexpected answer: ${opened.kind}`);
    view = opened.view;
  } finally {
    reader.end(new Error('closed'));
  }
  let holder: ReturnType<typeof startWorker> | null = null;
  let closed = false;
  return {
    view,
    async ask<Q extends QuestionName>(name: Q, input: InputTo<Q>) {
      if (closed) throw new Error('closed');
      if (holder === null) {
        holder = startWorker();
        // What goes wrong with it, the question behind it in the same line tells.
        holder.send(withCopy('hold', bytes)).catch(() => undefined);
      }
      const answer = await holder.send([{ kind: 'ask', name, input }, []]);
      if (answer.kind !== 'value') throw new Error(`unexpected answer: ${answer.kind}`);
      return answer.value as OutputOf<Q>; // answered by the function of that name
    },
    close() {
      closed = true;
      holder?.end(new Error('closed'));
    },
  };
};

type Message = readonly [message: { [M in ToWorker as M['kind']]: Omit<M, 'id'> }[ToWorker['kind']], Transferable[]];

function withCopy(kind: 'open' | 'hold', bytes: Uint8Array): Message {
  const copy = new Uint8Array(bytes);
  return [{ kind, bytes: copy }, [copy.buffer]];
}

/** A worker and its conversation: each message is answered, or rejected with what ended it. */
function startWorker() {
  const worker = new Worker(new URL('./answer-worker.ts', import.meta.url), { type: 'module', name: 'answer' });
  const waiting = new Map<number, { resolve: (answer: FromWorker) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let ended: Error | null = null;
  const end = (error: Error): void => {
    ended ??= error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind !== 'failed') one?.resolve(data);
    else one?.reject(data.name === 'SyntaxError' ? new SyntaxError(data.message) : new Error(data.message));
  });
  worker.addEventListener('error', (event) => end(new Error(event.message || 'the worker broke off')));
  const send = ([message, transfer]: Message) =>
    new Promise<FromWorker>((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ ...message, id: lastId }, transfer);
    });
  return { send, end };
}

/** Opens on the spot, where there are no workers: in tests of components. */
export const openResultHere: ResultOpener = async (bytes) => {
  const { answer, view } = parseAnswer(new Uint8Array(bytes));
  return { view, ask: (name, input) => answerTo(answer, name, input), close: () => undefined };
};

export const ResultOpenerContext = createContext<ResultOpener>(openResult);

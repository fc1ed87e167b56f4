import { createContext } from 'react';
import type { ResultView } from '../model/view.ts';
import { NoJson } from './decode-answer.ts';
import type { FromWorker, ToWorker } from './messages.ts';
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
        holder.send(withCopy('hold', bytes)).catch(() => undefined);
      }
      const answer = await holder.send([{ kind: 'ask', name, input }, []]);
      if (answer.kind !== 'value') throw new Error(`unexpected answer: ${answer.kind}`);
      return answer.value as OutputOf<Q>; // answered by the function of that name
    },
    close() {
      closed = true;
      reader.end(new Error('closed'));
      holder?.end(new Error('closed'));
    },
  };
};

async function takeIn(reader: ReturnType<typeof startWorker>, bytes: Uint8Array): Promise<ResultView> {
  const opened = await reader.send(withCopy('open', bytes));
  if (opened.kind !== 'head') throw new Error(`unexpected answer: ${opened.kind}`);
  const { view, take } = assembling(opened.view);
  for (;;) {
    const next = await reader.send([{ kind: 'next' }, []]);
    if (next.kind !== 'slice') throw new Error(`unexpected answer: ${next.kind}`);
    if (next.slice === null) return view;
    take(next.slice);
  }
}

/** Nothing where the answer is closed before: then nobody asks any more. */
async function doubledIn(reader: ReturnType<typeof startWorker>): Promise<readonly DoubledMember[]> {
  try {
    const answer = await reader.send([{ kind: 'doubled' }, []]);
    return answer.kind === 'doubled' ? answer.members : [];
  } catch {
    return []; // closed meanwhile
  } finally {
    reader.end(new Error('closed'));
  }
}

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
    if (data.kind === 'no-json') one?.reject(new NoJson(data.reason, data.line, data.found));
    else if (data.kind === 'failed') one?.reject(new Error(data.message));
    else one?.resolve(data);
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

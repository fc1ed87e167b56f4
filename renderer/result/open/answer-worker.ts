// Parses one answer off the window's thread: reads the view out of it, or holds it and answers questions about its JSON.
import type { ResultView } from '../model/view.ts';
import { NoJson } from './decode-answer.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { answerOf, readAnswer } from './parse-answer.ts';
import { answerTo, type ParsedAnswer } from './questions.ts';
import { headOf, type Slice, slicesOf } from './slices.ts';

let open: ParsedAnswer | null = null;
let slices: Iterator<Slice> | null = null;
let doubled: ReturnType<typeof readAnswer>['doubled'] = () => [];

const say = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

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

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void take(data));

async function take(data: ToWorker): Promise<void> {
  const { id } = data;
  try {
    if (data.kind === 'open') {
      const read = readAnswer(data.bytes);
      doubled = read.doubled;
      slices = slicesOf(read.view);
      say({ id, kind: 'head', view: headOf(read.view) }, buffersOf(read.view));
    } else if (data.kind === 'next') {
      const next = slices?.next();
      if (next?.done !== false) slices = null;
      say({ id, kind: 'slice', slice: next?.done === false ? next.value : null });
    } else if (data.kind === 'doubled') say({ id, kind: 'doubled', members: doubled() });
    else if (data.kind === 'hold') {
      open = answerOf(data.bytes);
      say({ id, kind: 'value', value: null });
    } else {
      if (open === null) throw new Error('nothing is open');
      say({ id, kind: 'value', value: await answerTo(open, data.name, data.input as never) });
    }
  } catch (error) {
    if (error instanceof NoJson)
      say({ id, kind: 'no-json', reason: error.reason, line: error.line, found: error.found });
    else say({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

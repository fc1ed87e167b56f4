// Parses one answer off the window's thread: reads the view out of it, or holds it and answers questions about its JSON.
import type { ResultView } from '../model/view.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { answerOf, parseAnswer } from './parse-answer.ts';
import { answerTo, type ParsedAnswer } from './questions.ts';

let open: ParsedAnswer | null = null;

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
      const { view } = parseAnswer(data.bytes);
      say({ id, kind: 'view', view }, buffersOf(view));
      return;
    }
    if (data.kind === 'hold') {
      open = answerOf(data.bytes);
      say({ id, kind: 'value', value: null });
      return;
    }
    if (open === null) throw new Error('nothing is open');
    say({ id, kind: 'value', value: await answerTo(open, data.name, data.input as never) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    say({ id, kind: 'failed', name, message });
  }
}

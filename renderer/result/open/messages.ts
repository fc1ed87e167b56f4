import type { ResultView } from '../model/view.ts';
import type { QuestionName } from './questions.ts';

/** What the window sends to a worker. The first message gives it an answer: to read the view out of, or to be asked about. */
export type ToWorker =
  | { readonly id: number; readonly kind: 'open'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'hold'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'ask'; readonly name: QuestionName; readonly input: unknown };

/** What the worker answers; `id` is that of the message. */
export type FromWorker =
  | { readonly id: number; readonly kind: 'view'; readonly view: ResultView }
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly name: string; readonly message: string };

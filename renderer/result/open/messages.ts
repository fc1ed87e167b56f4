import type { ResultView } from '../model/view.ts';
import type { UnreadableReason } from './decode-answer.ts';
import type { QuestionName } from './questions.ts';
import type { DoubledMember } from './scan-json.ts';
import type { Slice } from './slices.ts';

/**
 * What the window sends to a worker. The first message gives it an answer: to read the view out of, which is then fetched
 * slice by slice so that the window's thread takes in a little at a time; or to be asked about.
 */
export type ToWorker =
  | { readonly id: number; readonly kind: 'open'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'next' }
  | { readonly id: number; readonly kind: 'doubled' }
  | { readonly id: number; readonly kind: 'hold'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'ask'; readonly name: QuestionName; readonly input: unknown };

/** What the worker answers; `id` is that of the message. */
export type FromWorker =
  | { readonly id: number; readonly kind: 'head'; readonly view: ResultView }
  | { readonly id: number; readonly kind: 'slice'; readonly slice: Slice | null }
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'doubled'; readonly members: readonly DoubledMember[] }
  | {
      readonly id: number;
      readonly kind: 'no-json';
      readonly reason: UnreadableReason;
      readonly line: number | null;
      readonly found: string;
    }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

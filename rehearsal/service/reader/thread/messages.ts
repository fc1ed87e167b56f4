import type { DocumentType } from '../../analyse/document-type.ts';
import { Refusal } from '../../analyse/refusal.ts';
import type { ReadOptions } from '../reader.ts';

/** What the service asks of its reading thread. A document has the number of the call that opened it. */
export type Asked =
  | { readonly call: 'open'; readonly bytes: Uint8Array; readonly type: DocumentType }
  | { readonly call: 'checkPage'; readonly document: number; readonly page: number }
  | { readonly call: 'readPage'; readonly document: number; readonly page: number; readonly options: ReadOptions }
  | { readonly call: 'close'; readonly document: number };

export type Request = Asked & { readonly id: number };

/** What went wrong in the thread. Of an error only its words cross; of a `Refusal` all that makes its answer. */
export type Trouble =
  | { readonly kind: 'refusal'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'error'; readonly stack: string };

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly trouble: Trouble };

export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refusal) {
    const { status, code, message } = error;
    return { kind: 'refusal', status, code, message };
  }
  return { kind: 'error', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function errorOf(trouble: Trouble): Error {
  return trouble.kind === 'refusal'
    ? new Refusal(trouble.status, trouble.code, trouble.message)
    : new Error(trouble.stack);
}

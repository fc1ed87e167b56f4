import { transferHandlers } from 'comlink/dist/esm/comlink.mjs';
import { Refusal } from '../../analyse/refusal.ts';

/** What was thrown in the thread. Of an error only its words cross; of a `Refusal` all that makes its answer. */
type Thrown =
  | { readonly kind: 'refusal'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'error'; readonly stack: string };

function thrownOf(error: unknown): Thrown {
  if (error instanceof Refusal) {
    const { status, code, message } = error;
    return { kind: 'refusal', status, code, message };
  }
  return { kind: 'error', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

const errorOf = (thrown: Thrown): Error =>
  thrown.kind === 'refusal' ? new Refusal(thrown.status, thrown.code, thrown.message) : new Error(thrown.stack);

/** Has comlink hand over what is thrown so that a `Refusal` is one on the other side; called in both threads. */
export function handOverRefusals(): void {
  const usual = transferHandlers.get('throw');
  if (!usual) throw new Error('comlink hands over what is thrown in another way than it did.');
  transferHandlers.set('throw', {
    canHandle: usual.canHandle,
    serialize: (thrown) => [thrownOf((thrown as { readonly value: unknown }).value), []],
    deserialize: (thrown) => {
      throw errorOf(thrown as Thrown);
    },
  });
}

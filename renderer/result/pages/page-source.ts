import { transfer } from 'comlink';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { callsOf } from '../worker-calls.ts';
import type { PaintRequest, Size } from './drawn-document.ts';
import type { PagesWorker } from './pages-worker.ts';
import { createQueue } from './queue.ts';

export type { PaintRequest, Size } from './drawn-document.ts';

/** 0: on screen, 1: about to be, 2: decoration such as thumbnails. */
export type Priority = 0 | 1 | 2;

/** A document's pages as pictures, drawn in a worker. Page numbers count from 1. */
export interface PageSource {
  readonly pages: number;
  /** Points of a PDF's page as it is turned, pixels of a picture. */
  size(page: number): Promise<Size>;
  /** Of text that the page has of its own, blanks aside; none for pictures. */
  characters(page: number): Promise<number>;
  /** The picture, which is the caller's to close; null when aborted. */
  paint(request: PaintRequest & { readonly priority?: Priority }, signal: AbortSignal): Promise<ImageBitmap | null>;
  close(): void;
}

/** Two: while one page is drawn the next one is parsed. */
const AT_A_TIME = 2;

/** Opens a document for drawing; its bytes stay the caller's. Rejects on a damaged file. */
export async function openPages(bytes: Uint8Array, type: DocumentType): Promise<PageSource> {
  const { ask, end } = callsOf<PagesWorker>(
    new Worker(new URL('./pages-worker.ts', import.meta.url), { type: 'module', name: 'pages' }),
  );
  const queue = createQueue(AT_A_TIME);
  const sizes = new Map<number, Promise<Size>>();
  let lastPaint = 0;
  const paintNow = async (request: PaintRequest, signal: AbortSignal): Promise<ImageBitmap | null> => {
    lastPaint += 1;
    const id = lastPaint;
    // Where the worker has ended there is nothing left to cancel.
    const cancel = (): void => void ask((calls) => calls.cancel(id)).catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const picture = await ask((calls) => calls.paint(id, request));
      if (!signal.aborted) return picture;
      picture?.close();
      return null;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };

  try {
    const copy = new Uint8Array(bytes);
    const pages = await ask(({ open }) => open(transfer(copy, [copy.buffer]), type, document.baseURI));
    return {
      pages,
      size(page) {
        const size = sizes.get(page) ?? ask((calls) => calls.size(page));
        sizes.set(page, size);
        return size;
      },
      characters: (page) => ask((calls) => calls.characters(page)),
      paint: ({ priority = 0, ...wanted }, signal) => queue.run(() => paintNow(wanted, signal), priority, signal),
      close: () => end(new Error('closed')),
    };
  } catch (error) {
    end(new Error('closed'));
    throw error;
  }
}

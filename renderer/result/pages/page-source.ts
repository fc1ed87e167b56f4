import type { DocumentType } from '#shared/domain/analysis.ts';
import type { Ask, FromPages, PaintRequest, Size, ToPages } from './messages.ts';
import { createQueue } from './queue.ts';

export type { PaintRequest, Size } from './messages.ts';

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
  const worker = new Worker(new URL('./pages-worker.ts', import.meta.url), { type: 'module', name: 'pages' });
  const waiting = new Map<number, { resolve: (value: FromPages['value']) => void; reject: (error: Error) => void }>();
  const queue = createQueue(AT_A_TIME);
  const sizes = new Map<number, Promise<Size>>();
  let lastId = 0;
  let closed: Error | null = null;
  const end = (error: Error): void => {
    closed ??= error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromPages>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed === undefined) one?.resolve(data.value);
    else one?.reject(new Error(data.failed));
  });
  worker.addEventListener('error', (event) => end(new Error(event.message || 'the worker broke off')));
  const post = (ask: Ask, transfer: Transferable[] = []): number => {
    lastId += 1;
    worker.postMessage({ ...ask, id: lastId } satisfies ToPages, transfer);
    return lastId;
  };
  const request = (ask: Ask, transfer: Transferable[] = [], signal?: AbortSignal): Promise<FromPages['value']> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(closed);
        return;
      }
      const id = post(ask, transfer);
      waiting.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => waiting.has(id) && post({ kind: 'cancel', ask: id }), { once: true });
    });

  try {
    const copy = new Uint8Array(bytes);
    const pages = await request({ kind: 'open', bytes: copy, type, base: document.baseURI }, [copy.buffer]);
    return {
      pages: Number(pages),
      size(page) {
        let size = sizes.get(page);
        if (!size) {
          size = request({ kind: 'size', page }) as Promise<Size>;
          sizes.set(page, size);
        }
        return size;
      },
      characters: async (page) => Number(await request({ kind: 'characters', page })),
      paint: ({ priority = 0, ...wanted }, signal) =>
        queue.run(
          async () => {
            const picture = (await request({ kind: 'paint', request: wanted }, [], signal)) as ImageBitmap | null;
            if (!signal.aborted) return picture;
            picture?.close();
            return null;
          },
          priority,
          signal,
        ),
      close: () => end(new Error('closed')),
    };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DocumentType } from '../../analyse/document-type.ts';
import type { OpenDocument, PageContent } from '../reader.ts';
import { type Asked, errorOf, type Reply } from './messages.ts';

/** Opens and reads documents in a thread of its own, so that HTTP is answered while a large one is read. */
export interface Reading {
  /** As `openDocument`; the document's own calls run in the thread, too. Fails with a `Refusal` if it cannot be opened. */
  open(bytes: Uint8Array, type: DocumentType): Promise<OpenDocument>;
  stop(): Promise<void>;
}

interface Thread {
  ask(asked: Asked): Promise<{ readonly id: number; readonly value: unknown }>;
  stop(): Promise<void>;
  readonly hasEnded: () => boolean;
}

/** Beside the bundle where there is one, otherwise the source, for which Node has been told how to read TypeScript. */
function threadFile(): string {
  const bundled = join(import.meta.dirname, 'reader.mjs');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'reader.ts');
}

function startThread(): Thread {
  const worker = new Worker(threadFile());
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  let ended: Error | null = null;
  const end = (why: string): void => {
    ended ??= new Error(`The thread that reads documents ended: ${why}`);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (reply: Reply) => {
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) asker?.resolve(reply.value);
    else asker?.reject(errorOf(reply.trouble));
  });
  worker.on('error', (error) => end(error.stack ?? error.message));
  worker.on('exit', (code) => end(`exit code ${code}.`));
  return {
    hasEnded: () => ended !== null,
    ask(asked) {
      if (ended) return Promise.reject(ended);
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve({ id, value }), reject });
        worker.postMessage({ ...asked, id });
      });
    },
    async stop() {
      await worker.terminate();
    },
  };
}

/**
 * Starts the thread, so that the first document need not wait for it. Where it ends by a document, what it was reading fails
 * and the next document gets a new one.
 */
export function startReading(): Reading {
  let thread = startThread();
  return {
    async open(bytes, type) {
      if (thread.hasEnded()) thread = startThread();
      const { ask, hasEnded } = thread;
      const { id: document, value } = await ask({ call: 'open', bytes, type });
      return {
        pageCount: value as number,
        async checkPage(page) {
          await ask({ call: 'checkPage', document, page });
        },
        async readPage(page, options) {
          return (await ask({ call: 'readPage', document, page, options })).value as PageContent;
        },
        async close() {
          await ask({ call: 'close', document }).catch((error: unknown) => {
            if (!hasEnded()) throw error; // a thread that has ended holds nothing
          });
        },
      };
    },
    stop: () => thread.stop(),
  };
}

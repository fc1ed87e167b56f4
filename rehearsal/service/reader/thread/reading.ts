import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Remote, wrap } from 'comlink/dist/esm/comlink.mjs';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { DocumentType } from '../../analyse/document-type.ts';
import type { OpenDocument } from '../reader.ts';
import type { ReadingThread } from './reader.ts';
import { handOverRefusals } from './thrown.ts';

/** Opens and reads documents in a thread of its own, so that HTTP is answered while a large one is read. */
export interface Reading {
  /** As `openDocument`; the document's own calls run in the thread, too. Fails with a `Refusal` if it cannot be opened. */
  open(bytes: Uint8Array, type: DocumentType): Promise<OpenDocument>;
  stop(): Promise<void>;
}

interface Thread {
  /** Rejects with what was thrown there, or with what ended the thread before it answered. */
  ask<R>(call: (calls: Remote<ReadingThread>) => Promise<R>): Promise<R>;
  stop(): Promise<void>;
  readonly hasEnded: () => boolean;
}

/** Beside the bundle where there is one, otherwise the source, for which Node has been told how to read TypeScript. */
function threadFile(): string {
  const bundled = join(import.meta.dirname, 'reader.mjs');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'reader.ts');
}

/** Comlink alone leaves a call open for ever when its thread ends. */
function startThread(): Thread {
  const worker = new Worker(threadFile());
  const calls = wrap<ReadingThread>(nodeEndpoint(worker));
  const waiting = new Set<(error: Error) => void>();
  let ended: Error | null = null;
  const end = (why: string): void => {
    ended ??= new Error(`The thread that reads documents ended: ${why}`);
    for (const reject of waiting) reject(ended);
    waiting.clear();
  };
  worker.on('error', (error) => end(error.stack ?? error.message));
  worker.on('exit', (code) => end(`exit code ${code}.`));
  return {
    hasEnded: () => ended !== null,
    ask: (call) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        waiting.add(reject);
        call(calls)
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    async stop() {
      await worker.terminate();
    },
  };
}

handOverRefusals();

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
      const { document, pageCount } = await ask(({ open }) => open(bytes, type));
      return {
        pageCount,
        checkPage: (page) => ask((calls) => calls.checkPage(document, page)),
        readPage: (page, options) => ask((calls) => calls.readPage(document, page, options)),
        async close() {
          await ask((calls) => calls.close(document)).catch((error: unknown) => {
            if (!hasEnded()) throw error; // a thread that has ended holds nothing
          });
        },
      };
    },
    stop: () => thread.stop(),
  };
}

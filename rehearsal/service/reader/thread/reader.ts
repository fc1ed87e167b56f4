import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink/dist/esm/comlink.mjs';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { DocumentType } from '../../analyse/document-type.ts';
import { openDocument } from '../open-document.ts';
import type { OpenDocument, ReadOptions } from '../reader.ts';
import { handOverRefusals } from './thrown.ts';

/** The reading thread: opens and reads documents for the thread that answers HTTP. */
const port = parentPort;
if (!port) throw new Error('The reader is a worker thread; the service starts it.');

const documents = new Map<number, OpenDocument>();
let last = 0;

function documentNumbered(number: number): OpenDocument {
  const open = documents.get(number);
  if (!open) throw new Error(`Document ${number} is not open.`);
  return open;
}

const calls = {
  /** Fails with a `Refusal` if it cannot be opened. */
  async open(bytes: Uint8Array, type: DocumentType) {
    const open = await openDocument(bytes, type);
    last += 1;
    documents.set(last, open);
    return { document: last, pageCount: open.pageCount };
  },
  checkPage: (document: number, page: number) => documentNumbered(document).checkPage(page),
  readPage: (document: number, page: number, options: ReadOptions) =>
    documentNumbered(document).readPage(page, options),
  async close(document: number): Promise<void> {
    const open = documentNumbered(document);
    documents.delete(document);
    await open.close();
  },
};

/** What the service asks of its reading thread. A document has the number that opening it answered. */
export type ReadingThread = typeof calls;

handOverRefusals();
expose(calls, nodeEndpoint(port));

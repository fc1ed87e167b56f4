import { parentPort } from 'node:worker_threads';
import { openDocument } from '../open-document.ts';
import type { OpenDocument } from '../reader.ts';
import { type Reply, type Request, troubleOf } from './messages.ts';

/** The reading thread: opens and reads documents for the thread that answers HTTP. */
const port = parentPort;
if (!port) throw new Error('The reader is a worker thread; the service starts it.');

const documents = new Map<number, OpenDocument>();

function documentNumbered(number: number): OpenDocument {
  const open = documents.get(number);
  if (!open) throw new Error(`Document ${number} is not open.`);
  return open;
}

async function answer(request: Request): Promise<unknown> {
  switch (request.call) {
    case 'open': {
      const open = await openDocument(request.bytes, request.type);
      documents.set(request.id, open);
      return open.pageCount;
    }
    case 'checkPage':
      return documentNumbered(request.document).checkPage(request.page);
    case 'readPage':
      return documentNumbered(request.document).readPage(request.page, request.options);
    case 'close': {
      const open = documentNumbered(request.document);
      documents.delete(request.document);
      return open.close();
    }
  }
}

port.on('message', (request: Request) => {
  const { id } = request;
  answer(request).then(
    (value) => port.postMessage({ id, ok: true, value } satisfies Reply),
    (error: unknown) => port.postMessage({ id, ok: false, trouble: troubleOf(error) } satisfies Reply),
  );
});

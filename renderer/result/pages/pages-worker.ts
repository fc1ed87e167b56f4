// Draws the pages of one document, off the window's thread: scrolling goes on while a page is drawn.
import type { DocumentType } from '#shared/domain/analysis.ts';
import { openPdf } from './draw-pdf.ts';
import { openPicture, openTiff } from './draw-picture.ts';
import type { Ask, DrawnDocument, FromPages, ToPages } from './messages.ts';

let opened: DrawnDocument | null = null;
const underWay = new Map<number, AbortController>();

const open = (bytes: Uint8Array<ArrayBuffer>, type: DocumentType, base: string): Promise<DrawnDocument> => {
  if (type === 'application/pdf') return openPdf(bytes, base);
  return type === 'image/tiff' ? openTiff(bytes) : openPicture(bytes, type);
};

async function answer(ask: Exclude<Ask, { kind: 'cancel' }>, signal: AbortSignal): Promise<FromPages['value']> {
  if (ask.kind === 'open') {
    opened = await open(ask.bytes, ask.type, ask.base);
    return opened.pages;
  }
  if (opened === null) throw new Error('nothing is open');
  if (ask.kind === 'size') return opened.size(ask.page);
  if (ask.kind === 'characters') return opened.characters(ask.page);
  return opened.paint(ask.request, signal);
}

self.addEventListener('message', async ({ data }: MessageEvent<ToPages>) => {
  const { id } = data;
  if (data.kind === 'cancel') {
    underWay.get(data.ask)?.abort();
    return;
  }
  const control = new AbortController();
  underWay.set(id, control);
  const say = (message: FromPages, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });
  try {
    const value = await answer(data, control.signal);
    say({ id, value: value ?? null }, value instanceof ImageBitmap ? [value] : []);
  } catch (error) {
    say({ id, failed: String(error) });
  } finally {
    underWay.delete(id);
  }
});

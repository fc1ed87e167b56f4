// Draws the pages of one document, off the window's thread: scrolling goes on while a page is drawn.
import { expose, transfer } from 'comlink';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { openPdf } from './draw-pdf.ts';
import { openPicture, openTiff } from './draw-picture.ts';
import type { DrawnDocument, PaintRequest, Size } from './drawn-document.ts';

let opened: DrawnDocument | null = null;
const painting = new Map<number, AbortController>();

const open = (bytes: Uint8Array<ArrayBuffer>, type: DocumentType, base: string): Promise<DrawnDocument> => {
  if (type === 'application/pdf') return openPdf(bytes, base);
  return type === 'image/tiff' ? openTiff(bytes) : openPicture(bytes, type);
};

function theOpened(): DrawnDocument {
  if (opened === null) throw new Error('nothing is open');
  return opened;
}

/** What the window asks of this worker; `open` comes first. */
const calls = {
  /** How many pages there are. */
  async open(bytes: Uint8Array<ArrayBuffer>, type: DocumentType, base: string): Promise<number> {
    opened = await open(bytes, type, base);
    return opened.pages;
  },
  size: (page: number): Promise<Size> => theOpened().size(page),
  characters: (page: number): Promise<number> => theOpened().characters(page),
  /** Null once `cancel` was called with the same id. */
  async paint(id: number, request: PaintRequest): Promise<ImageBitmap | null> {
    const control = new AbortController();
    painting.set(id, control);
    try {
      const picture = await theOpened().paint(request, control.signal);
      return picture === null ? null : transfer(picture, [picture]);
    } finally {
      painting.delete(id);
    }
  },
  cancel(id: number): void {
    painting.get(id)?.abort();
  },
};

export type PagesWorker = typeof calls;

expose(calls);

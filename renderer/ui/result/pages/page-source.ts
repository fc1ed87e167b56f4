import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { DocumentType } from '#shared/domain/analysis.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A document's pages as pictures. Page numbers count from 1. */
export interface PageSource {
  readonly pages: number;
  size(page: number): Promise<Size>;
  /** How many characters of its own text a page has; 0 for pictures. */
  characters(page: number): Promise<number>;
  /** Draws a page into the whole canvas, turned clockwise by `turn` degrees; stops without a trace when aborted. */
  paint(page: number, canvas: HTMLCanvasElement, turn: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Opens a document for drawing. Rejects on a damaged file. */
export function openPages(bytes: Uint8Array, type: DocumentType): Promise<PageSource> {
  if (type === 'application/pdf') return openPdf(bytes);
  return type === 'image/tiff' ? openTiff(bytes) : openImage(bytes, type);
}

/** Fonts, character maps and decoders that PDF.js fetches when a document needs them; they travel with the app. */
const asset = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href;

async function openPdf(bytes: Uint8Array): Promise<PageSource> {
  const task = getDocument({
    data: bytes.slice(), // PDF.js takes its buffer away
    cMapUrl: asset('cmaps'),
    standardFontDataUrl: asset('standard_fonts'),
    wasmUrl: asset('wasm'),
    iccUrl: asset('iccs'),
    isEvalSupported: false,
    enableXfa: false,
  });
  const pdf = await task.promise;
  const viewportOf = async (page: number, scale = 1, turn = 0) => {
    const proxy = await pdf.getPage(page);
    return { proxy, viewport: proxy.getViewport({ scale, rotation: (proxy.rotate + turn) % 360 }) };
  };
  return {
    pages: pdf.numPages,
    size: async (page) => (await viewportOf(page)).viewport,
    async characters(page) {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      return items.reduce((sum, item) => sum + ('str' in item ? item.str.replace(/\s/g, '').length : 0), 0);
    },
    async paint(page, canvas, turn, signal) {
      const { viewport: natural } = await viewportOf(page, 1, turn);
      const { proxy, viewport } = await viewportOf(page, canvas.width / natural.width, turn);
      if (signal.aborted) return;
      // Drawn aside: a canvas takes one rendering at a time, and the old picture stays until the new one is whole.
      const aside = document.createElement('canvas');
      aside.width = canvas.width;
      aside.height = canvas.height;
      const rendering = proxy.render({ canvas: aside, viewport });
      signal.addEventListener('abort', () => rendering.cancel());
      try {
        await rendering.promise;
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      }
      canvas.getContext('2d')?.drawImage(aside, 0, 0);
    },
    close: () => void task.destroy(),
  };
}

async function openImage(bytes: Uint8Array, type: DocumentType): Promise<PageSource> {
  const picture = await createImageBitmap(new Blob([bytes.slice()], { type }));
  return {
    pages: 1,
    size: async () => picture,
    characters: async () => 0,
    paint: async (_page, canvas, turn, signal) => paintPicture(picture, canvas, turn, signal),
    close: () => picture.close(),
  };
}

/** Chromium does not draw this one; its decoder is fetched when a document needs it. */
async function openTiff(bytes: Uint8Array): Promise<PageSource> {
  const { tiffPages } = await import('./tiff.ts');
  const pages = tiffPages(bytes);
  if (pages.length === 0) throw new Error('no page');
  const numbered = (page: number) => {
    const found = pages[page - 1];
    if (!found) throw new Error(`no page ${page}`);
    return found;
  };
  /** The page drawn last, since it is drawn again at every zoom. */
  let last: { readonly page: number; readonly picture: ImageBitmap } | null = null;
  return {
    pages: pages.length,
    size: async (page) => numbered(page),
    characters: async () => 0,
    async paint(page, canvas, turn, signal) {
      if (last?.page !== page) {
        const { width, height, pixels } = numbered(page);
        const picture = await createImageBitmap(new ImageData(pixels(), width, height));
        last?.picture.close();
        last = { page, picture };
      }
      paintPicture(last.picture, canvas, turn, signal);
    },
    close: () => last?.picture.close(),
  };
}

function paintPicture(picture: ImageBitmap, canvas: HTMLCanvasElement, turn: number, signal: AbortSignal): void {
  const brush = canvas.getContext('2d');
  if (!brush || signal.aborted) return;
  const sideways = turn % 180 !== 0;
  brush.save();
  brush.translate(canvas.width / 2, canvas.height / 2);
  brush.rotate((turn * Math.PI) / 180);
  const [width, height] = sideways ? [canvas.height, canvas.width] : [canvas.width, canvas.height];
  brush.drawImage(picture, -width / 2, -height / 2, width, height);
  brush.restore();
}

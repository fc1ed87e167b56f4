import { getDocument, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import parserUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { charactersOn } from './characters.ts';
import { type DrawnDocument, pictureOf } from './drawn-document.ts';

/** PDF.js makes its canvases with this; a worker has none but these. */
class OffscreenCanvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }
  reset({ canvas }: { readonly canvas: OffscreenCanvas }, width: number, height: number): void {
    canvas.width = width;
    canvas.height = height;
  }
  destroy({ canvas }: { readonly canvas: OffscreenCanvas }): void {
    canvas.width = 0;
    canvas.height = 0;
  }
}

/** Filters are SVG elements, which a worker does not have; PDF.js then draws without them. */
class NoFilters {
  addFilter = (): string => 'none';
  addHCMFilter = (): string => 'none';
  addAlphaFilter = (): string => 'none';
  addLuminosityFilter = (): string => 'none';
  addHighlightHCMFilter = (): string => 'none';
  destroy(): void {}
}

/**
 * Opens a PDF for drawing in this worker; it is parsed in a worker of its own. `base` is where the app's files are: fonts,
 * character maps and decoders are fetched from there when a document needs them.
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>, base: string): Promise<DrawnDocument> {
  // Without a window PDF.js cannot find out by itself where its files and its worker are.
  const asset = (folder: string): URL => new URL(`pdfjs/${folder}/`, base);
  const parser = new Worker(new URL(parserUrl, self.location.href), { type: 'module', name: 'pdf' });
  const pdf = await getDocument({
    data: bytes,
    worker: PDFWorker.create({ port: parser }),
    cMapUrl: asset('cmaps').href,
    standardFontDataUrl: asset('standard_fonts').href,
    wasmUrl: asset('wasm').href,
    iccUrl: asset('iccs').href,
    useWorkerFetch: true,
    CanvasFactory: OffscreenCanvases,
    FilterFactory: NoFilters,
    ownerDocument: self as unknown as HTMLDocument, // only its `fonts` are used, and a worker has these itself
    // The app's own fonts for those that a document names and does not carry: the same picture on every host.
    useSystemFonts: false,
    isEvalSupported: false,
    enableXfa: false,
  }).promise;
  const viewportOf = async (page: number, scale = 1, turn = 0, offsetX = 0, offsetY = 0) => {
    const proxy = await pdf.getPage(page);
    return { proxy, viewport: proxy.getViewport({ scale, rotation: (proxy.rotate + turn) % 360, offsetX, offsetY }) };
  };
  return {
    pages: pdf.numPages,
    async size(page) {
      const { width, height } = (await viewportOf(page)).viewport;
      return { width, height };
    },
    characters: async (page) => charactersOn(await pdf.getPage(page)),
    async paint({ page, turn, width, height, region = { x: 0, y: 0, width, height } }, signal) {
      const { viewport: natural } = await viewportOf(page, 1, turn);
      const { proxy, viewport } = await viewportOf(page, width / natural.width, turn, -region.x, -region.y);
      if (signal.aborted) return null;
      const canvas = new OffscreenCanvas(region.width, region.height);
      const rendering = proxy.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport });
      const stop = (): void => rendering.cancel();
      signal.addEventListener('abort', stop);
      try {
        await rendering.promise;
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
      }
      proxy.cleanup();
      return pictureOf(canvas);
    },
  };
}

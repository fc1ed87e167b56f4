import './pdfjs-globals.ts';
import {
  getDocument,
  InvalidPDFException,
  type PDFDocumentProxy,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { badArgument, Refusal } from '../../analyse/refusal.ts';
import type { OpenDocument } from '../reader.ts';
import { assemblePage } from './assemble.ts';
import { contentOf } from './page-content.ts';
import { marksInPictures } from './picture-marks.ts';
import { pdfjsFolder } from './resources.ts';
import { readScan } from './scan.ts';

const POINTS_PER_INCH = 72;
/** The largest page, 17 x 17 inches, with a hair's breadth for rounding. Vendor contract 6.1. */
const LARGEST_INCHES = 17.01;

/** Pixels of a picture that is decoded on every page: a box to tick, at 600 to the inch. */
const SMALL_PICTURE = 240 * 240;

async function load(bytes: Uint8Array, pictures = false): Promise<PDFDocumentProxy> {
  const task = getDocument({
    // A copy, because pdf.js takes the array over, and a plain one, because it refuses a Buffer.
    data: new Uint8Array(bytes),
    cMapUrl: pdfjsFolder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: pdfjsFolder('standard_fonts'),
    // JPEG 2000 and JBIG2.
    wasmUrl: pdfjsFolder('wasm'),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    // Large pictures are decoded for scanned pages alone.
    maxImageSize: pictures ? -1 : SMALL_PICTURE,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    if (error instanceof Error && error.name === 'PasswordException') {
      throw badArgument('The document is protected by a password.', { cause: error });
    }
    if (error instanceof InvalidPDFException) throw badArgument(null, { cause: error });
    throw badArgument('The PDF cannot be opened.', { cause: error });
  }
}

/** Opens a PDF. Fails with a `Refusal` if it is damaged or locked. */
export async function openPdf(bytes: Uint8Array): Promise<OpenDocument> {
  const document = await load(bytes);
  /** The same document with its pictures, opened when a page without text turns up. */
  let scans: Promise<PDFDocumentProxy> | null = null;
  const pageNumbered = async (page: number) => {
    try {
      return await document.getPage(page);
    } catch (error) {
      throw badArgument(`Page ${page} cannot be read.`, { cause: error });
    }
  };
  return {
    pageCount: document.numPages,
    async checkPage(number) {
      const { width, height } = (await pageNumbered(number)).getViewport({ scale: 1 });
      if (Math.max(width, height) > LARGEST_INCHES * POINTS_PER_INCH) {
        throw new Refusal(400, 'InvalidImageSize', `Page ${number} is larger than 17 x 17 inches.`);
      }
    },
    async readPage(number, { readingOrder }) {
      const page = await pageNumbered(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const content = await contentOf(page);
      const pasted = await marksInPictures(page, content.pictures);
      page.cleanup();
      if (content.glyphs.length === 0) {
        scans ??= load(bytes, true);
        const scanned = await readScan(await (await scans).getPage(number), { page: number, order: readingOrder });
        if (scanned) return scanned;
      }
      return assemblePage(content, pasted, { page: number, width, height, order: readingOrder });
    },
    async close() {
      await document.destroy();
      await (await scans)?.destroy();
    },
  };
}

import type { DocumentType } from '../../analyse/document-type.ts';
import { badArgument, Refusal } from '../../analyse/refusal.ts';
import type { OpenDocument } from '../reader.ts';
import { decodePage } from './decode.ts';
import { NotSupported } from './not-supported.ts';
import type { Raster } from './raster.ts';
import { readRaster } from './read-raster.ts';
import { imageSizes, type Size } from './size.ts';

/** Pixels each way. Vendor contract 6.1. */
const SMALLEST = 50;
const LARGEST = 10_000;

/** Inches of a sheet's longer side. What a picture says of its own resolution is more often wrong than this. */
const SHEET = 11.3;

/** Pixels to the inch, taken as if the picture were of a whole sheet. */
export function resolutionOf(width: number, height: number): number {
  return Math.min(600, Math.max(72, Math.max(width, height) / SHEET));
}

/**
 * Opens an image. Fails with a `Refusal` if its headers cannot be read, and, once a page is read, if its pixels cannot.
 */
export function openImage(bytes: Uint8Array, type: Exclude<DocumentType, 'application/pdf'>): OpenDocument {
  let sizes: readonly Size[];
  try {
    sizes = imageSizes(bytes, type);
  } catch (error) {
    throw badArgument(null, { cause: error });
  }
  const sizeOf = (page: number): Size => {
    const size = sizes[page - 1];
    if (!size) throw badArgument(`Page ${page} cannot be read.`);
    return size;
  };
  return {
    pageCount: sizes.length,
    async checkPage(page) {
      const { width, height } = sizeOf(page);
      if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) {
        throw new Refusal(
          400,
          'InvalidImageSize',
          `The image is ${width} x ${height} pixels; it must be from 50 x 50 to 10000 x 10000.`,
        );
      }
    },
    async readPage(page, { readingOrder }) {
      const { width, height } = sizeOf(page);
      let raster: Raster;
      try {
        raster = decodePage(bytes, type, page);
      } catch (error) {
        const why = error instanceof NotSupported ? `: ${error.message} is not supported` : '';
        throw badArgument(`Page ${page} cannot be read${why}.`, { cause: error });
      }
      return readRaster(raster, { page, pixelsPerInch: resolutionOf(width, height), order: readingOrder });
    },
    close: async () => undefined,
  };
}

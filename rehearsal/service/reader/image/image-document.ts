import type { DocumentType } from '../../analyse/document-type.ts';
import { badArgument, Refusal } from '../../analyse/refusal.ts';
import type { OpenDocument } from '../reader.ts';
import { imageSizes, type Size } from './size.ts';

/** Pixels each way. Vendor contract 6.1. */
const SMALLEST = 50;
const LARGEST = 10_000;

/**
 * Opens an image. Fails with a `Refusal` if its headers cannot be read.
 *
 * Its words are not read yet: a page has its true size and no lines. Recognition of text will fill them in here.
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
    async readPage(page) {
      const { width, height } = sizeOf(page);
      return { page: { page, angle: 0, width, height, unit: 'pixel', lines: [] }, tables: [] };
    },
    close: async () => undefined,
  };
}

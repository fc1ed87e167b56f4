import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import type { DocumentType } from '../../analyse/document-type.ts';
import { decodeBmp } from './bmp.ts';
import { jpegOrientation, oriented } from './orientation.ts';
import { type Raster, rasterOf } from './raster.ts';
import { decodeTiff } from './tiff.ts';

/** Megabytes that a JPEG may take while it is decoded; 10 000 x 10 000 pixels need about that. */
const JPEG_MEMORY_MB = 2000;

/**
 * The pixels of a page of a picture as it is to be seen, counted from 1. Fails with `NotSupported` for a kind that is not read
 * here, and with what the decoder throws where it is damaged.
 */
export function decodePage(bytes: Uint8Array, type: Exclude<DocumentType, 'application/pdf'>, page: number): Raster {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'image/png':
      return rasterOf(PNG.sync.read(buffer), 4);
    case 'image/jpeg': {
      const raster = rasterOf(decodeJpeg(buffer, { useTArray: true, maxMemoryUsageInMB: JPEG_MEMORY_MB }), 4);
      return oriented(raster, jpegOrientation(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
    }
    case 'image/bmp':
      return decodeBmp(bytes);
    case 'image/tiff':
      return decodeTiff(bytes, page);
  }
}

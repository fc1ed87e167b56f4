import { decode as decodeBmp } from 'bmp-ts';
import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import UTIF from 'utif2';
import type { DocumentType } from '../../analyse/document-type.ts';
import { type Raster, rasterOf } from './raster.ts';

/** Megabytes that a JPEG may take while it is decoded; 10 000 x 10 000 pixels need about that. */
const JPEG_MEMORY_MB = 2000;

/** The pixels of a page of a picture, counted from 1. Throws what the decoder throws where they are damaged. */
export function decodePage(bytes: Uint8Array, type: Exclude<DocumentType, 'application/pdf'>, page: number): Raster {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'image/png':
      return rasterOf(PNG.sync.read(buffer), 4);
    case 'image/jpeg':
      return rasterOf(decodeJpeg(buffer, { useTArray: true, maxMemoryUsageInMB: JPEG_MEMORY_MB }), 4);
    case 'image/bmp':
      return rasterOf(opaque(decodeBmp(buffer, { toRGBA: true })), 4);
    case 'image/tiff': {
      const copy = Uint8Array.from(bytes).buffer;
      const found = UTIF.decode(copy)[page - 1];
      if (!found) throw new Error(`there is no page ${page}`);
      UTIF.decodeImage(copy, found);
      return rasterOf({ width: found.width, height: found.height, data: UTIF.toRGBA8(found) }, 4);
    }
  }
}

/** Bitmaps without transparency, which is nearly all, come with 0 for it. */
function opaque({ width, height, data }: { width: number; height: number; data: Uint8Array }) {
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { width, height, data };
}

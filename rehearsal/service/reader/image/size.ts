import type { DocumentType } from '../../analyse/document-type.ts';
import { isTurnedAside, jpegOrientation, type Orientation, orientationOf } from './orientation.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const JPEG_FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** The size as the picture is to be seen. */
const asSeen = ({ width, height }: Size, orientation: Orientation): Size =>
  isTurnedAside(orientation) ? { width: height, height: width } : { width, height };

function pngSize(view: DataView): Size {
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function bmpSize(view: DataView): Size {
  // The oldest header has 16-bit sizes; a negative height means that the rows run downwards.
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

function jpegSize(view: DataView): Size {
  let at = 2;
  for (;;) {
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1;
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) throw new RangeError('No JPEG marker where one is due.');
    if (JPEG_FRAMES.has(marker))
      return asSeen({ height: view.getUint16(at + 5), width: view.getUint16(at + 7) }, jpegOrientation(view));
    at += 2 + view.getUint16(at + 2);
  }
}

/** The size in each of a TIFF's directories, one for each page. */
function tiffSizes(view: DataView): readonly Size[] {
  const little = view.getUint8(0) === 0x49;
  const sizes: Size[] = [];
  const seen = new Set<number>();
  let directory = view.getUint32(4, little);
  while (directory !== 0 && !seen.has(directory)) {
    seen.add(directory);
    const count = view.getUint16(directory, little);
    let [width, height, orientation] = [0, 0, 1];
    for (let index = 0; index < count; index += 1) {
      const entry = directory + 2 + index * 12;
      const tag = view.getUint16(entry, little);
      const short = view.getUint16(entry + 2, little) === 3;
      const value = short ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little);
      if (tag === 256) width = value;
      if (tag === 257) height = value;
      if (tag === 274) orientation = value;
    }
    sizes.push(asSeen({ width, height }, orientationOf(orientation)));
    directory = view.getUint32(directory + 2 + count * 12, little);
  }
  return sizes;
}

/**
 * The size in pixels of each page of an image, read from its headers. Fails with a `RangeError` if the headers do not
 * say, because the file is cut off or is not what its first bytes promise.
 */
export function imageSizes(bytes: Uint8Array, type: Exclude<DocumentType, 'application/pdf'>): readonly Size[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = { 'image/png': pngSize, 'image/bmp': bmpSize, 'image/jpeg': jpegSize };
  const sizes = type === 'image/tiff' ? tiffSizes(view) : [read[type](view)];
  if (sizes.length === 0 || sizes.some(({ width, height }) => width < 1 || height < 1)) {
    throw new RangeError('The image has no size.');
  }
  return sizes;
}

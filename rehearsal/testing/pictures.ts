/** The beginning of a PNG: enough to tell its size. */
export function pngHeader(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(bytes);
}

/** The beginning of a BMP. A negative height means that its rows run downwards. */
export function bmpHeader(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(54);
  bytes.write('BM', 0);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  return new Uint8Array(bytes);
}

/** The beginning of a JPEG, with a comment before the frame as real ones have. */
export function jpegHeader(width: number, height: number): Uint8Array {
  const bytes = Buffer.from([
    0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0,
  ]);
  bytes.writeUInt16BE(height, 13);
  bytes.writeUInt16BE(width, 15);
  return new Uint8Array(bytes);
}

/** A TIFF's directories alone, one for each page, in either byte order. */
export function tiffHeader(pages: readonly (readonly [number, number])[], little: boolean): Uint8Array {
  const bytes = Buffer.alloc(8 + pages.length * 30);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  bytes.write(little ? 'II' : 'MM', 0);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  pages.forEach(([width, height], index) => {
    const at = 8 + index * 30;
    view.setUint16(at, 2, little);
    view.setUint16(at + 2, 256, little);
    view.setUint16(at + 4, 3, little);
    view.setUint32(at + 6, 1, little);
    view.setUint16(at + 10, width, little);
    view.setUint16(at + 14, 257, little);
    view.setUint16(at + 16, 4, little);
    view.setUint32(at + 18, 1, little);
    view.setUint32(at + 22, height, little);
    view.setUint32(at + 26, index === pages.length - 1 ? 0 : at + 30, little);
  });
  return new Uint8Array(bytes);
}

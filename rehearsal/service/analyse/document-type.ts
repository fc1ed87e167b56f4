import type { Feature } from '../settings/image-identity.ts';

export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/bmp'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** How far into a file a PDF's header may stand, as readers commonly allow. */
const PDF_HEADER_WITHIN = 1024;

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** What a file is by its first bytes; null if it is none of the types that the service takes. */
export function sniffType(bytes: Uint8Array): DocumentType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0x49, 0x49, 0x2a, 0x00]) || startsWith(bytes, [0x4d, 0x4d, 0x00, 0x2a])) return 'image/tiff';
  if (startsWith(bytes, [0x42, 0x4d])) return 'image/bmp';
  if (Buffer.from(bytes.subarray(0, PDF_HEADER_WITHIN)).includes('%PDF-')) return 'application/pdf';
  return null;
}

/** A `Content-Type` header without its parameters, in lower case. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether a declared type says nothing of its own: then the bytes alone decide. */
export function isAnyBinary(declared: string, feature: Feature): boolean {
  // Read takes every image as plain bytes; the Form Recognizer routes list the five types and no other.
  return declared === 'application/octet-stream' && feature === 'read';
}

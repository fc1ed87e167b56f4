export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * A text file's text and how it was written: by its byte order mark, else by how zero bytes lie in it, else UTF-8. What is
 * not valid UTF-8 is read as Windows-1252, which is what a spreadsheet on Windows writes as plain "CSV"; that never fails.
 * Null where it is no text: zero bytes in UTF-8, or broken UTF-16.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } | null {
  const encoding = encodingOf(bytes);
  const text = decode(bytes, encoding);
  if (text !== null) return hasZero(text) ? null : { text: text.replace(/^\uFEFF/, ''), encoding };
  if (encoding !== 'utf-8') return null;
  const legacy = decode(bytes, 'windows-1252');
  return legacy === null || hasZero(legacy) ? null : { text: legacy, encoding: 'windows-1252' };
}

const hasZero = (text: string): boolean => text.includes('\0');

function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not a failure yet: the caller tries the next encoding, or says that it is no text.
    return null;
  }
}

/** How much of a file without a mark is looked at. */
const LOOKED_AT = 1024;

function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Latin text in UTF-16 has a zero in nearly every other byte.
  if (odd > head.length / 4 && even === 0) return 'utf-16le';
  if (even > head.length / 4 && odd === 0) return 'utf-16be';
  return 'utf-8';
}

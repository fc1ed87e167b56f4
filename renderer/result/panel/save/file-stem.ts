import { fitFileName } from '../../../files/fit-file-name.ts';

/** A document's name without its ending and without what file systems refuse, cut to what they take, to name files after it. */
export function fileStem(name: string): string {
  const plain = name
    .replace(/\.(?:pdf|png|jpe?g|bmp|tiff?|json)$/i, '')
    // Windows refuses these, control characters among them.
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replace(/[. ]+$/, '')
    .trim();
  return plain === '' ? 'answer' : fitFileName(plain);
}

/** An `/Encrypt` entry as trailers have it: a reference or a dictionary. Page texts and `/EncryptMetadata` may look alike. */
const ENTRY = /^\s*(?:\d+\s+\d+\s+R|<<)/;
const NAME = Buffer.from('/Encrypt');

/**
 * Whether a PDF opens only with a password. One that merely restricts printing or copying opens without, and so does one
 * whose text mentions encryption. Of one that can't be parsed it says no: what is wrong with it is for the service to say.
 */
export async function needsPassword(pdf: Uint8Array): Promise<boolean> {
  // Seldom, and then PDF.js is loaded; it knows every kind of encryption there is.
  return mayBeEncrypted(pdf) && (await asksForPassword(pdf));
}

/** These dictionaries are never compressed, so the bytes tell: no entry, no encryption. */
function mayBeEncrypted(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  for (let at = bytes.indexOf(NAME); at >= 0; at = bytes.indexOf(NAME, at + 1))
    if (ENTRY.test(bytes.toString('latin1', at + NAME.length, at + 40))) return true;
  return false;
}

async function asksForPassword(pdf: Uint8Array): Promise<boolean> {
  const { getDocument, VerbosityLevel } = await loadPdfjs();
  // A copy, because PDF.js takes the array over, and a plain one, because it refuses a Buffer.
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS, isEvalSupported: false });
  try {
    await task.promise;
    return false;
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException';
  } finally {
    await task.destroy();
  }
}

/** PDF.js for a process without a page: nothing is drawn, and its parser works in this thread. */
async function loadPdfjs() {
  class NotDrawn {}
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D'])
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: NotDrawn, configurable: true });
  const worker = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  Object.defineProperty(globalThis, 'pdfjsWorker', { value: worker, configurable: true });
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

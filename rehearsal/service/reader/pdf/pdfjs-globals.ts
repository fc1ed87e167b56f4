/**
 * What pdf.js looks for when it is loaded. Nothing is drawn here, so empty classes do for the browser's drawing types
 * (a method called on one fails loudly), and handing it its worker's code makes it work in this thread.
 */
import './as-node.ts';
import * as worker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';

class NotDrawn {}

for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: NotDrawn, configurable: true });
}
Object.defineProperty(globalThis, 'pdfjsWorker', { value: worker, configurable: true });

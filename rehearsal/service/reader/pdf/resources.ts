import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where pdf.js finds its character maps, the metrics of the fonts that a PDF need not embed, and its decoders of pictures: beside the bundled
 * service, or in the installed package when it runs from source. Ends in a slash, as pdf.js wants it.
 */
export function pdfjsFolder(name: 'cmaps' | 'standard_fonts' | 'wasm'): string {
  const bundled = join(dirname(fileURLToPath(import.meta.url)), 'pdfjs', name);
  if (existsSync(bundled)) return `${bundled}/`;
  const require = createRequire(import.meta.url);
  return `${join(dirname(require.resolve('pdfjs-dist/package.json')), name)}/`;
}

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packageRoot = join(here, '..');

const CANVAS = 'canvas = require("@napi-rs/canvas");';

/**
 * Nothing is drawn, so pdf.js need not look for a canvas, nor complain on the console that there is none.
 * @returns {import('vite').Plugin}
 */
function withoutCanvas() {
  return {
    name: 'without-canvas',
    transform(code, id) {
      return id.endsWith('/pdf.mjs') ? { code: code.replace(CANVAS, 'canvas = undefined;'), map: null } : null;
    },
  };
}

/**
 * Bundles the service into plain `.mjs` files that need nothing but Node, with the fonts, character maps and decoders
 * that the PDF reader looks for beside them.
 * @param {string} outDir emptied first; `main.mjs` in it starts the service, which starts `reader.mjs` as its reading thread
 * @returns {Promise<string>} the path of `main.mjs`
 */
export async function bundleService(outDir) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const service = join(here, '..', 'service');
  await bundle(join(service, 'main.ts'), outDir, 'main.mjs');
  await bundle(join(service, 'reader/thread/reader.ts'), outDir, 'reader.mjs');
  const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
    await cp(join(pdfjs, folder), join(outDir, 'pdfjs', folder), { recursive: true });
  }
  await bundleOcr(join(outDir, 'ocr'));
  return join(outDir, 'main.mjs');
}

/** The builds of the engine that a processor may ask for; each is a script and what it runs. */
const cores = ['lstm', 'simd-lstm', 'relaxedsimd-lstm'];

/**
 * The text recognition: the library, the script of its own thread, the engine, and the language. Not modules, and so not
 * part of the service's own bundle.
 * @param {string} outDir
 */
async function bundleOcr(outDir) {
  const { resolve } = createRequire(import.meta.url);
  await bundle(resolve('tesseract.js'), outDir, 'tesseract.cjs', { format: 'cjs' });
  await bundle(resolve('tesseract.js/src/worker-script/node/index.js'), outDir, 'worker.cjs', {
    format: 'cjs',
    external: [/^tesseract\.js-core\//],
    // The engine stands beside it under its own name; of each build only the one that the language needs.
    paths: (id) =>
      id.startsWith('tesseract.js-core/')
        ? `./${id.slice('tesseract.js-core/'.length).replace(/(?<!-lstm)$/, '-lstm')}.js`
        : id,
  });
  const core = dirname(resolve('tesseract.js-core/package.json'));
  for (const name of cores)
    for (const ending of ['js', 'wasm'])
      await cp(join(core, `tesseract-core-${name}.${ending}`), join(outDir, `tesseract-core-${name}.${ending}`));
  const language = dirname(resolve('@tesseract.js-data/eng/package.json'));
  await cp(join(language, '4.0.0_best_int/eng.traineddata.gz'), join(outDir, 'eng.traineddata.gz'));
  // What is beside a package of modules would be taken for one.
  await writeFile(join(outDir, 'package.json'), '{"type":"commonjs"}');
}

/**
 * Bundles the rehearsal engine into `engine.mjs`, which needs nothing but Node.
 * @param {string} outDir
 * @returns {Promise<string>} the path of `engine.mjs`
 */
export async function bundleEngine(outDir) {
  await bundle(join(here, '..', 'engine', 'main.ts'), outDir, 'engine.mjs');
  return join(outDir, 'engine.mjs');
}

/**
 * @param {string} entry
 * @param {string} outDir
 * @param {string} name
 * @param {{ format?: 'es' | 'cjs', external?: readonly (string | RegExp)[], paths?: (id: string) => string }} [options]
 */
async function bundle(entry, outDir, name, { format = 'es', external = [], paths = (id) => id } = {}) {
  const { build } = await import('vite');
  // Vite sets this for the whole process, and whoever bundles may go on to run tests.
  const before = process.env['NODE_ENV'];
  await build({
    root: packageRoot,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [withoutCanvas()],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: true,
      rollupOptions: {
        external: ['@napi-rs/canvas', ...external],
        output: { format, paths, entryFileNames: name, chunkFileNames: '[name].mjs' },
      },
    },
  });
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
}

/**
 * Every file below `dir`, for a build context.
 * @param {string} dir
 * @param {string} target the folder inside the image
 * @returns {Promise<import('./runtime.mjs').ContextFile[]>}
 */
export async function filesBelow(dir, target) {
  /** @type {import('./runtime.mjs').ContextFile[]} */
  const files = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path, `${target}/${entry.name}`)));
    else files.push({ path: `${target}/${entry.name}`, content: await readFile(path), mode: 0o644 });
  }
  return files;
}

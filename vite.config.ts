import { cpSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import electron from 'vite-plugin-electron/simple';
import manifest from './package.json' with { type: 'json' };

const out = resolve('dist');

/**
 * Left as imports in the main process's bundle: Electron, Node, and the packages that load native modules or look for
 * their own file. All else is bundled: reading hundreds of small files took longer than the rest of the start.
 */
const external = [
  'electron',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
  ...Object.keys(manifest.dependencies),
];

/** Files that travel as they are: the sample documents (read by the main process) and what PDF.js fetches by name. */
const copyAsTheyAre = (): Plugin => ({
  name: 'drydock-copy',
  closeBundle: () => {
    cpSync('electron/analysis/samples', `${out}/samples`, {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
    cpSync('electron/gate/program/gate-linux-amd64', `${out}/gate/gate-linux-amd64`);
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
      cpSync(`node_modules/pdfjs-dist/${folder}`, `${out}/renderer/pdfjs/${folder}`, { recursive: true });
  },
});

export default defineConfig({
  root: 'renderer',
  base: './',
  publicDir: false,
  // Modules, so that a worker loads what it needs when it needs it.
  worker: { format: 'es' },
  plugins: [
    react(),
    copyAsTheyAre(),
    electron({
      main: {
        entry: resolve('electron/main.ts'),
        vite: {
          root: resolve('.'),
          define: { __APP_VERSION__: JSON.stringify(manifest.version) },
          build: { outDir: `${out}/electron`, emptyOutDir: true, minify: true, rolldownOptions: { external } },
        },
      },
      preload: {
        input: resolve('electron/preload.ts'),
        vite: {
          root: resolve('.'),
          build: {
            outDir: `${out}/preload`,
            emptyOutDir: true,
            // A sandboxed preload has to be CommonJS.
            rolldownOptions: { output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
          },
        },
      },
    }),
  ],
  build: {
    outDir: `${out}/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
  },
});

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// An ordinary user may not write into the project of whoever cloned it.
const world = process.env['DRYDOCK_TEST_WORLD'];
// Many more tries for each property: see docs/testing.md.
const manyRuns = Boolean(process.env['FC_RUNS']);

const keychains = 'electron/secrets/**/*.it.test.ts';
/** One file at a time: they share the world's engine. */
const onAnEngine = {
  include: ['{electron,rehearsal}/**/*.it.test.ts'],
  // The rehearsal is a package of its own and calls the engine of its tests by its own name.
  env: { REHEARSAL_TEST_ENGINE: process.env['DRYDOCK_TEST_ENGINE'] ?? '' },
  environment: 'node',
  testTimeout: 120_000,
  hookTimeout: 180_000,
  fileParallelism: false,
};

export default defineConfig({
  ...(world ? { cacheDir: join(world, 'tmp/vite') } : {}),
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,electron,renderer,rehearsal,scripts,e2e,bench}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/node_modules/**', '**/*.it.test.ts'],
          environment: 'node',
          // Modules are loaded once for each worker, not for each file: half of the time went there.
          isolate: false,
          // A limit for what hangs, not for a machine that does other work besides.
          testTimeout: 30_000,
          ...(manyRuns ? { setupFiles: ['scripts/test/property-runs.mjs'], testTimeout: 600_000 } : {}),
        },
      },
      {
        test: {
          ...onAnEngine,
          name: 'integration',
          exclude: ['**/node_modules/**', keychains],
          // One process for all: loading the modules anew took two seconds of each file.
          isolate: false,
        },
      },
      // Each has a session bus of its own, and a process asks for its bus once.
      { test: { ...onAnEngine, name: 'keychain', include: [keychains] } },
    ],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts'], exclude: ['**/node_modules/**', '**/*.it.test.ts'] } },
      {
        // These want an engine: REHEARSAL_TEST_ENGINE=unix:///run/docker.sock
        test: {
          name: 'integration',
          include: ['**/*.it.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

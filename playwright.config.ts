import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The stage's folder: the tests' user may write there. */
const results = process.env['DRYDOCK_TEST_RESULTS'] ?? 'test-results/e2e';

// One worker: the tests share an engine, a registry, a keyring and a screen.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: join(results, 'report.json') }]],
  outputDir: join(results, 'failed'),
});

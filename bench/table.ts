// down, sideways, save, compare: the table of 5,000 documents with about fifty columns in the real app. The frames a second
// while it scrolls either way, and the longest time for which the window does nothing else while a workbook is saved and
// while every field is compared with what was expected.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openProfile } from '../e2e/fixtures/drydock.ts';
import { madeDeployments } from '../electron/testing/made-history.ts';
import { median } from './report.ts';
import { makeBatch } from './table/made-batch.ts';

const DOCUMENTS = 5000;
const RUNS = 3;

const profile = await openProfile();
try {
  await mkdir(profile.data, { recursive: true });
  const [deployment] = madeDeployments({ seed: 1, until: new Date(), years: 1, deployments: 1, meters: 1 });
  if (!deployment) throw new Error('no deployment');
  await writeFile(join(profile.data, 'settings.json'), JSON.stringify({ deployments: [deployment] }));
  const made = await makeBatch(profile.data, DOCUMENTS, deployment.id);
  const { app, window: page } = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  // What compiles this file marks functions with one that the page does not have.
  await page.evaluate('globalThis.__name = (marked) => marked');
  await page.evaluate(`location.hash = '#/d/${made.deploymentId}/batch/${made.batchId}/documents'`);
  const grid = page.getByRole('grid', { name: 'Documents and their fields' });
  await grid.waitFor();
  await page.getByText('5,000 documents', { exact: true }).first().waitFor({ timeout: 60_000 });
  const columns = await grid.getAttribute('aria-colcount');
  const down: number[] = [];
  const sideways: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    down.push(await frames(page, 'down'));
    sideways.push(await frames(page, 'sideways'));
  }

  const path = join(profile.home, 'table.xlsx');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  const saving = await longest(page, async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('menuitem', { name: /^As Excel/ }).click();
    await page.getByText(`Saved: ${path}`).waitFor({ timeout: 120_000 });
  });
  const size = (await stat(path)).size;

  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const input = page.locator('input[type=file]');
  await input.waitFor({ state: 'attached' });
  const expected = await readFile(made.expected);
  const comparing = await longest(page, async () => {
    await input.setInputFiles({ name: 'expected.csv', mimeType: 'text/csv', buffer: expected });
    await page
      .getByText(/fields right/)
      .first()
      .waitFor({ timeout: 120_000 });
  });

  const figures = {
    frames_down: { value: rounded(median(down)), unit: 'frames a second', target: 55 },
    frames_sideways: { value: rounded(median(sideways)), unit: 'frames a second', target: 55 },
    saving_longest_task: { value: Math.round(saving.longest), unit: 'ms', target: 100 },
    saving: { value: Math.round(saving.whole), unit: 'ms' },
    comparing_longest_task: { value: Math.round(comparing.longest), unit: 'ms', target: 100 },
    comparing: { value: Math.round(comparing.whole), unit: 'ms' },
  };
  console.log(`${DOCUMENTS} documents, ${columns} columns, ${made.fields} fields, a workbook of ${size} bytes`);
  console.log(`down ${down.map(rounded).join(', ')}; sideways ${sideways.map(rounded).join(', ')} frames a second`);
  console.table(figures);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'table', figures }));
} finally {
  await profile.close();
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The longest that the window was busy while `work` went on, and how long that took, in milliseconds. */
async function longest(page: Page, work: () => Promise<void>): Promise<{ longest: number; whole: number }> {
  await page.evaluate(() => {
    let most = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) most = Math.max(most, duration);
    });
    observer.observe({ type: 'longtask' });
    Reflect.set(globalThis, 'drydockLongest', () => {
      observer.disconnect();
      return most;
    });
  });
  const startedAt = performance.now();
  await work();
  const whole = performance.now() - startedAt;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  return { longest: await page.evaluate(() => Reflect.get(globalThis, 'drydockLongest')() as number), whole };
}

/** Frames a second while the table scrolls for some seconds, as fast as a wheel that is turned briskly. */
async function frames(page: Page, way: 'down' | 'sideways'): Promise<number> {
  const grid = page.getByRole('grid', { name: 'Documents and their fields' });
  return grid.evaluate(
    (box: HTMLElement, kind) =>
      new Promise<number>((resolve) => {
        const SECONDS = 4;
        let count = 0;
        let startedAt = 0;
        let by = 40;
        const next = (now: number): void => {
          if (startedAt === 0) startedAt = now;
          else count += 1;
          const passed = (now - startedAt) / 1000;
          if (passed >= SECONDS) {
            resolve(count / passed);
            return;
          }
          if (kind === 'down') box.scrollTop += by;
          else {
            const before = box.scrollLeft;
            box.scrollLeft += by;
            if (box.scrollLeft === before) by = -by;
          }
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    way,
  );
}

// Drives the real app through the whole job by itself and pictures every screen. Started by scripts/tour.mjs, which sets
// up the world: `--out DIR`, `--engine NAME`, `--size 1280x800`.
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { expect } from '@playwright/test';
import { openProfile } from '../fixtures/drydock.ts';
import { emptyEngine, emptyKeyring, fromWorld } from '../fixtures/world.ts';
import { newKey, Wizard } from '../pages/wizard.ts';
import { openAlbum } from './album.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    engine: { type: 'string', default: 'docker' },
    size: { type: 'string', default: '1280x800' },
  },
});
if (!values.out) throw new Error('--out DIR is missing');
const out = resolve(values.out);
const [width = 1280, height = 800] = values.size.split('x').map(Number);

const rehearsal = values.engine === 'rehearsal';
const clear = async (): Promise<void> => {
  if (!rehearsal) await emptyEngine();
  await emptyKeyring();
};

await clear();
const profile = await openProfile();
const { app, window: page } = await profile.launch({
  size: { width, height },
  // A machine without an engine, which is what the rehearsal is for.
  ...(rehearsal ? { env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } } : {}),
});
const { step, steps, picture } = await openAlbum(out, page);
const wizard = new Wizard(page);
let failed = false;
try {
  await job();
} catch (error) {
  failed = true;
  console.error(error);
}
const electron = await app.evaluate(() => process.versions.electron);
await writeFile(join(out, 'report.json'), `${JSON.stringify({ engine: values.engine, electron, steps }, null, 2)}\n`);
await profile.close();
await clear();
process.exitCode = failed ? 1 : 0;

/** The whole job, in the order of an operator. */
async function job(): Promise<void> {
  await step('welcome', async () => {
    await expect(wizard.heading('Form Recognizer on a host without internet')).toBeVisible();
    await picture('welcome');
  });
  await step('connect', async () => {
    await wizard.go('Host');
    await expect(wizard.button('Check again')).toBeEnabled();
    await expect(page.getByText('AVX2 instructions')).toBeVisible();
    await picture('connect');
    if (!rehearsal) return;
    await wizard.button('Rehearse').click();
    await expect(page.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
    await wizard.go('Host');
    await expect(page.getByText('AVX2 instructions')).toBeVisible();
    await picture('rehearsal');
  });
  await step('new deployment', async () => {
    await wizard.go('New deployment');
    await page.getByRole('radio', { name: /^Invoice/ }).click();
    if (!rehearsal) await page.getByLabel('Registry').fill(fromWorld('DRYDOCK_TEST_REGISTRY'));
    await picture('new-deployment');
    await wizard.button('Continue to pull').click();
  });
  await step('pull', async () => {
    await expect(wizard.heading('Pull')).toBeVisible();
    await expect(page.getByText('Not here yet').first()).toBeVisible();
    await picture('pull');
    await wizard.button('Pull 2 images').click();
    await expect(page.getByRole('progressbar').first()).toBeVisible();
    await expect(page.getByText(/ of .* MB/).first()).toBeVisible();
    await picture('pulling');
    await expect(wizard.next('Continue to licence')).toBeVisible({ timeout: 300_000 });
    await picture('pulled');
  });
  await step('licence', async () => {
    await wizard.next('Continue to licence').click();
    await expect(page.getByLabel('Endpoint')).toBeVisible();
    await picture('licence');
    await wizard.keepCredentials(newKey());
    await page.getByLabel('I have read and accept').check();
    await picture('licence-ready');
    await wizard.downloadLicence();
    await picture('licensed');
    await wizard.button('Show run template').first().click();
    await expect(page.getByText('As printed')).toBeVisible();
    await picture('run-template');
  });
  await step('run', async () => {
    await wizard.next('Continue to run').click();
    await expect(page.getByRole('heading', { name: 'Service' })).toBeVisible();
    await picture('run');
    await wizard.start();
    await expect(page.getByRole('figure', { name: /^CPU/ }).first()).toBeVisible();
    await expect(page.getByRole('log')).toContainText('Application started');
    await picture('serving');
  });
  await step('analyse', async () => {
    await wizard.next('Continue to analyse').click();
    await expect(page.getByRole('radio').first()).toBeVisible();
    await painted();
    await picture('analyse');
    await wizard.analyse(/invoice/i);
    await expect(page.getByRole('tabpanel')).toContainText('Invoice total');
    await painted();
    await picture('fields');
    for (const tab of ['Tables', 'Text', 'JSON'] as const) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await expect(page.getByRole('tabpanel')).not.toBeEmpty();
      await picture(tab.toLowerCase());
    }
  });
  await step('usage', async () => {
    await wizard.next('Continue to usage').click();
    await expect(wizard.usageTable()).toContainText('InvoicePages');
    await picture('usage');
  });
  await step('tasks', async () => {
    await wizard.go('Tasks');
    await expect(page.getByText('Download licence').first()).toBeVisible();
    await picture('tasks');
  });
  await step('search', async () => {
    await page.keyboard.press('Control+K');
    await expect(page.getByRole('dialog')).toBeVisible();
    await picture('search');
    await page.keyboard.press('Escape');
  });
  await step('settings', async () => {
    await wizard.go('Settings');
    await picture('settings');
  });
  await step('a-failure', async () => {
    await wizard.create('ID document', { name: 'ID trial', ...(rehearsal ? { registry: '' } : {}) });
    await page.getByLabel('Tag of ID document').fill('none-such');
    await wizard.button('Use this source').click();
    await wizard.button('Pull 2 images').click();
    await expect(page.getByText('The registry has no image')).toBeVisible({ timeout: 30_000 });
    await picture('failure');
  });
}

/** Waits until every page that is shown as a picture has something drawn on it. */
async function painted(): Promise<void> {
  await page.waitForFunction(() => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('canvas[data-picture]')];
    // Without a name of its own: what compiles this file would mark it with a function that the page does not have.
    return (
      canvases.length > 0 &&
      canvases.every((canvas) => {
        if (canvas.width === 0 || canvas.height === 0) return false;
        // A copy: the page's canvas takes whole pictures and gives no pixels.
        const copy = document.createElement('canvas');
        copy.width = canvas.width;
        copy.height = canvas.height;
        const brush = copy.getContext('2d');
        brush?.drawImage(canvas, 0, 0);
        const bytes = brush?.getImageData(0, 0, copy.width, copy.height).data ?? [];
        for (let at = 0; at < bytes.length; at += 4)
          if ((bytes[at + 3] ?? 0) > 0 && (bytes[at] ?? 0) < 200) return true;
        return false;
      })
    );
  });
}

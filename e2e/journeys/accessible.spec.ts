import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { newKey } from '../pages/wizard.ts';

/** What axe finds wrong on this screen, in both themes. */
async function faults(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours move to the other theme within two frames; what axe reads has to be what stays.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    // One page, no second window: Electron has none to give.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${screen}, ${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

test('every screen passes axe in both themes', async ({ wizard }) => {
  const { page } = wizard;
  const all: string[] = [];
  const look = async (screen: string): Promise<void> => {
    all.push(...(await faults(page, screen)));
  };
  await expect(wizard.heading('Form Recognizer on a host without internet')).toBeVisible();
  await look('welcome');
  await wizard.go('Host');
  await expect(page.getByText('AVX2 instructions')).toBeVisible();
  await wizard.button('Where it was looked for').click();
  await look('connect');
  await wizard.go('Tasks');
  await look('no tasks');
  await wizard.go('New deployment');
  await look('new deployment');
  await wizard.create('Invoice');
  await look('pull');
  await page.getByLabel('Tag of Invoice').fill('none-such');
  await wizard.button('Use this source').click();
  await wizard.button('Pull 2 images').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await wizard.button('Show detail').click();
  await look('a failure');
  await page.getByLabel('Tag of Invoice').fill('latest');
  await wizard.button('Use this source').click();
  await wizard.button('Pull 2 images').click();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await look('pulling');
  await expect(wizard.next('Continue to licence')).toBeVisible({ timeout: 120_000 });
  await look('pulled');
  await wizard.next('Continue to licence').click();
  await expect(page.getByLabel('Endpoint')).toBeVisible();
  await page.getByLabel('Endpoint').fill('not an endpoint');
  await page.getByLabel('Key', { exact: true }).fill('short');
  await look('licence');
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.button('Show run template').first().click();
  await expect(page.getByRole('tab', { name: 'As printed' })).toBeVisible();
  await look('licensed');
  await wizard.next('Continue to run').click();
  await expect(page.getByRole('heading', { name: 'Service' })).toBeVisible();
  await look('run');
  await wizard.start();
  await expect(page.getByRole('log')).toContainText('Application started');
  await look('serving');
  await wizard.button('Remove').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('remove, asked');
  await page.keyboard.press('Escape');
  await wizard.next('Continue to analyse').click();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await look('analyse');
  await wizard.analyse(/^Invoice/);
  for (const tab of ['Fields', 'Tables', 'Text', 'JSON']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await look(`result, ${tab}`);
  }
  await wizard.next('Continue to usage').click();
  await expect(wizard.usageTable()).toContainText('InvoicePages');
  await look('usage');
  await wizard.go('Tasks');
  await wizard.button('Show log').first().click();
  await look('tasks');
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('search');
  await page.keyboard.press('Escape');
  await wizard.go('Settings');
  await look('settings');
  expect(all, all.join('\n\n')).toEqual([]);
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { madeDeployments } from '../../electron/testing/made-history.ts';
import { expect, test } from '../fixtures/test.ts';
import { Wizard } from '../pages/wizard.ts';

const COUNT = 5000;

test('5,000 deployments: the window comes, draws those in sight alone, and every one is reached', async ({
  profile,
}) => {
  const deployments = madeDeployments({ seed: 1, until: new Date(), years: 1, deployments: COUNT, meters: 1 });
  await mkdir(profile.data, { recursive: true });
  await writeFile(join(profile.data, 'settings.json'), JSON.stringify({ deployments }));
  const { window } = await profile.launch();
  const rail = window.getByRole('navigation', { name: 'Main navigation' });
  const first = deployments[0]?.name ?? '';
  await expect(rail.getByRole('link', { name: first })).toContainText('Not set up yet', { timeout: 20_000 });
  expect(await rail.getByRole('link').count()).toBeLessThan(60);

  // The last one by the wheel, and one in the middle by the search.
  const last = rail.getByRole('link', { name: `Invoices ${COUNT}`, exact: false });
  await rail.getByText('Deployments', { exact: true }).hover();
  await expect(async () => {
    await window.mouse.wheel(0, 1_000_000);
    await expect(last).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await last.click();
  await expect(last).toHaveAttribute('aria-current', 'page');
  await window.keyboard.press('ControlOrMeta+K');
  await window.getByRole('textbox', { name: 'Search' }).fill('Invoices 2500: run');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(rail.getByRole('link', { name: 'Invoices 2500', exact: false })).toHaveAttribute('aria-current', 'page');
  await new Wizard(window).go('Settings');
});

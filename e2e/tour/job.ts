import { expect } from '@playwright/test';
import { fromWorld } from '../fixtures/world.ts';
import { newKey } from '../pages/wizard.ts';
import { painted } from './painted.ts';
import type { Tour } from './tour.ts';

/** The job up to the first document, in the order of an operator. */
export async function job({ page, wizard, step, picture, rehearsal }: Tour): Promise<void> {
  await step('welcome', async () => {
    await expect(wizard.heading('Read invoices, receipts and IDs on a computer that is never online')).toBeVisible();
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
    await painted(page);
    await picture('analyse');
    await wizard.analyse(/invoice/i);
    await expect(page.getByRole('tabpanel')).toContainText('Invoice total');
    await painted(page);
    await picture('fields');
    for (const tab of ['Tables', 'Text', 'JSON'] as const) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await expect(page.getByRole('tabpanel')).not.toBeEmpty();
      await picture(tab.toLowerCase());
    }
  });
}

/** What comes after the documents: what was counted, and the places that belong to no step. */
export async function rest({ page, wizard, step, picture, rehearsal }: Tour): Promise<void> {
  await step('usage', async () => {
    await wizard.step('Usage');
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

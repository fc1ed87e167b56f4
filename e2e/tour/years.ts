import { expect, type Page } from '@playwright/test';
import type { Tour } from './tour.ts';

/** The usage pages over a made-up history of two years, in an app of their own that has no engine. */
export async function years({ page, wizard, step, picture }: Tour): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Main navigation' });
  await step('two years of usage', async () => {
    await rail.getByRole('link', { name: /^Incoming invoices/ }).click();
    await wizard.step('Usage');
    await expect(wizard.usageTable()).toContainText('InvoicePages');
    await picture('years');
    await wizard.button('Enter what was bought').click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Quantity').fill('95,000');
    await form.getByLabel('For the whole term').fill('3000');
    await form.getByLabel('For each above it').fill('0.02');
    await picture('commitment-form');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(form).toBeHidden();
    await expect(page.getByRole('figure', { name: 'Against the commitment' })).toBeVisible();
    await picture('years-with-commitment');
  });
  await step('charts', async () => {
    for (const [name, file] of [
      ['By month', 'by-month'],
      ['Against the commitment', 'against-the-commitment'],
      ['Day by day', 'day-by-day'],
    ] as const) {
      await intoView(page, name);
      await picture(file);
    }
  });
  await step('usage overview', async () => {
    await rail.getByRole('link', { name: 'Usage overview' }).click();
    await expect(wizard.heading('Usage overview')).toBeVisible();
    await picture('usage-overview');
  });
  await step('alerts', async () => {
    await rail.getByRole('link', { name: /^Alerts/ }).click();
    await expect(wizard.heading('Alerts')).toBeVisible();
    await picture('alerts');
  });
}

async function intoView(page: Page, figure: string): Promise<void> {
  await page
    .getByRole('figure', { name: figure })
    .evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
}

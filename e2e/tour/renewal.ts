import { expect } from '@playwright/test';
import type { Tour } from './tour.ts';

/** The licence of the running deployment renewed beside the old one, and the port moved over. */
export async function renewal({ page, wizard, step, picture }: Tour): Promise<void> {
  await step('renewal', async () => {
    await wizard.step('Licence');
    await page.getByRole('main').getByRole('link', { name: 'Renew the licence' }).click();
    await expect(wizard.heading('Renewal')).toBeVisible();
    await page.getByLabel('I have read and accept').check();
    await picture('renewal');
    await wizard.button('Download 2 new licences').click();
    await expect(wizard.button('Start beside the old one')).toBeVisible({ timeout: 60_000 });
    await picture('renewal-licence');
    await wizard.button('Start beside the old one').click();
    await wizard.button('Send a sample document').click({ timeout: 90_000 });
    await expect(page.getByText(/was read: 2 pages/)).toBeVisible({ timeout: 60_000 });
    await picture('renewal-tried');
    await wizard.button('Switch over').click();
    await expect(page.getByText(/The port moved in/)).toBeVisible({ timeout: 60_000 });
    await picture('renewal-switched');
  });
}

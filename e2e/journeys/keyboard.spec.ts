import { expect, test } from '../fixtures/test.ts';
import { fromWorld } from '../fixtures/world.ts';
import { choose, press, reach, type } from '../pages/keyboard.ts';
import { ENDPOINT, newKey } from '../pages/wizard.ts';

test('the whole job is done by keyboard alone', async ({ wizard }) => {
  const { page } = wizard;
  await press(page, wizard.next('Check this host'));
  await expect(wizard.heading('Connect')).toBeVisible();
  await press(page, wizard.next('Continue to new deployment'));
  await choose(page, page.getByRole('radiogroup').first(), page.getByRole('radio', { name: /^Invoice/ }));
  await type(page, page.getByLabel('Registry'), fromWorld('DRYDOCK_TEST_REGISTRY'));
  await press(page, wizard.button('Continue to pull'));

  await press(page, wizard.button('Pull 2 images'));
  await press(page, wizard.next('Continue to licence'));

  await type(page, page.getByLabel('Endpoint'), ENDPOINT);
  await type(page, page.getByLabel('Key', { exact: true }), newKey());
  await press(page, wizard.button('Keep in keychain'));
  await press(page, page.getByLabel('I have read and accept'), 'Space');
  await press(page, wizard.button('Download 2 licences'));
  await press(page, wizard.next('Continue to run'));

  const memory = page.getByRole('slider').first();
  await reach(page, memory);
  const before = await memory.getAttribute('aria-valuenow');
  await page.keyboard.press('ArrowLeft');
  await expect(memory).not.toHaveAttribute('aria-valuenow', before ?? '');
  await press(page, wizard.button('Start'));
  await expect(wizard.next('Continue to analyse')).toBeVisible({ timeout: 90_000 });
  await press(page, wizard.next('Continue to analyse'));

  await choose(page, page.getByRole('radiogroup', { name: 'Samples' }), page.getByRole('radio', { name: /^Invoice/ }));
  await press(page, wizard.button('Analyse'));
  await expect(page.getByRole('tabpanel')).toContainText('Invoice total');
  await reach(page, page.getByRole('tab', { name: /^Fields/ }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Tables/ })).toHaveAttribute('aria-selected', 'true');
  await press(page, wizard.next('Continue to usage'));
  await expect(wizard.usageTable()).toContainText('InvoicePages');

  await page.keyboard.press('Control+K');
  await page.keyboard.type('tasks');
  await page.keyboard.press('Enter');
  await expect(wizard.heading('Tasks')).toBeVisible();
});

import { expect, test } from '../fixtures/test.ts';
import { newKey } from '../pages/wizard.ts';

test('an operator gets from an empty window to counted pages', async ({ wizard }) => {
  await expect(wizard.heading('Form Recognizer on a host without internet')).toBeVisible();
  await wizard.create('Invoice');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.next('Continue to analyse').click();
  await wizard.analyse(/invoice/i);
  await expect(wizard.page.getByRole('tabpanel')).toContainText('Invoice total');
  await wizard.next('Continue to usage').click();
  await expect(wizard.page.getByRole('table')).toContainText('InvoicePages');
});

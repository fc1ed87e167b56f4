import { expect, test } from '../fixtures/test.ts';
import { newKey, type Wizard } from '../pages/wizard.ts';

async function setUp(wizard: Wizard, feature: string, { credentials }: { credentials: boolean }): Promise<void> {
  await wizard.create(feature);
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  if (credentials) await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
}

test('a second deployment is set up beside the first, and both serve', async ({ wizard }) => {
  await setUp(wizard, 'Layout', { credentials: true });
  await expect(wizard.page.getByText('http://localhost:5000')).toBeVisible();
  // Receipt brings Read, whose licence needs the credentials of another resource; Form Recognizer's are kept already.
  await setUp(wizard, 'Receipt', { credentials: true });
  await expect(wizard.page.getByText('http://localhost:5001')).toBeVisible();
  await wizard.next('Continue to analyse').click();
  await wizard.analyse(/^Receipt/);
  await expect(wizard.page.getByRole('tabpanel')).toContainText('Merchant name');
  const rail = wizard.page.getByRole('navigation', { name: 'Main navigation' });
  await expect(rail.getByRole('link', { name: /^Layout.*Serving/ })).toBeVisible();
  await expect(rail.getByRole('link', { name: /^Receipt.*Serving/ })).toBeVisible();
});

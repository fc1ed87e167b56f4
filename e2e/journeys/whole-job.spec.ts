import { engineMemory, filesWithKey, holdsKey, processArguments, recordAnswers } from '../fixtures/secrets.ts';
import { expect, test } from '../fixtures/test.ts';
import { docker } from '../fixtures/world.ts';
import { newKey } from '../pages/wizard.ts';

test('an operator gets from an empty window to counted pages, and the key is nowhere', async ({
  wizard,
  opened,
  profile,
}) => {
  const key = newKey();
  const answers = await recordAnswers(opened.app);
  await expect(wizard.heading('Read invoices, receipts and IDs on a computer that is never online')).toBeVisible();
  await wizard.create('Invoice');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(key);
  await wizard.downloadLicence();
  await wizard.button('Show run template').first().click();
  await expect(wizard.page.getByRole('tab', { name: 'As printed' })).toBeVisible();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await expect(wizard.page.getByText('Sealed', { exact: true })).toBeVisible();
  await wizard.next('Continue to analyse').click();
  await wizard.analyse(/^Invoice/);
  await expect(wizard.page.getByRole('tabpanel')).toContainText('Invoice total');
  await expect(wizard.page.getByRole('tabpanel')).toContainText('$8,147.11');
  await wizard.next('Continue to usage').click();
  await expect(wizard.usageTable()).toContainText('InvoicePages');
  await expect(wizard.usageTable()).toContainText('LayoutPages');
  for (const step of ['Pull', 'Licence', 'Run', 'Analyse', 'Usage'])
    await expect(wizard.page.getByRole('link', { name: `${step}, done` })).toBeVisible();

  // The feature, its helper and the gate.
  expect((await docker('ps', '--quiet')).trim().split('\n')).toHaveLength(3);
  const heard = await answers.take();
  expect(heard).toContain('InvoiceTotal'); // the ear does hear
  expect(holdsKey(heard, key), 'in what the window was told').toBe(false);
  const known = await engineMemory();
  expect(known).toContain('Mounts:License');
  expect(holdsKey(known, key), 'in what the engine knows of the containers').toBe(false);
  expect(holdsKey(await processArguments(), key), 'in the arguments of a process').toBe(false);
  expect(holdsKey(opened.console.join('\n'), key), 'on a console').toBe(false);
  expect(await filesWithKey(profile.folder, key), 'in a file, while the app runs').toEqual([]);
  await opened.close();
  expect(await filesWithKey(profile.folder, key), 'in a file, after it closed').toEqual([]);
});

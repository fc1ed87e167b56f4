import { expect, test } from '../fixtures/test.ts';
import { docker } from '../fixtures/world.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

test('killed anywhere, it lands on the right step with nothing lost', async ({ profile }) => {
  const start = async () => {
    const opened = await profile.launch();
    return { opened, wizard: new Wizard(opened.window) };
  };
  let { opened, wizard } = await start();
  const again = async (): Promise<void> => {
    await opened.kill();
    ({ opened, wizard } = await start());
  };

  await wizard.create('Layout', { name: 'Engine room' });
  await again();
  await expect(wizard.heading('Pull')).toBeVisible();
  await wizard.button('Pull image').click();
  await expect(wizard.page.getByRole('progressbar').first()).toBeVisible();
  await again(); // in mid-pull
  await expect(wizard.heading('Pull')).toBeVisible();
  await wizard.pull();
  await again();
  await expect(wizard.heading('Licence')).toBeVisible();
  await wizard.keepCredentials(newKey());
  await again();
  await expect(wizard.page.getByText('In the keychain')).toBeVisible();
  await wizard.downloadLicence();
  await again();
  await expect(wizard.heading('Run')).toBeVisible();
  await wizard.start();
  await again(); // the containers go on by themselves
  await expect(wizard.heading('Analyse')).toBeVisible();
  await expect(wizard.page.getByRole('link', { name: /Engine room.*Serving/ })).toBeVisible();
  await wizard.analyse(/^Layout/);
  await wizard.next('Continue to usage').click();
  await expect(wizard.usageTable()).toContainText('LayoutPages');
  await again();
  await expect(wizard.heading('Usage')).toBeVisible();
  await expect(wizard.usageTable()).toContainText('LayoutPages');
});

test('a licence download that was killed leaves no container after the next start', async ({ profile }) => {
  const first = await profile.launch();
  const wizard = new Wizard(first.window);
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  // At this endpoint the download tries for a while, so that the kill falls into it.
  const key = newKey();
  await wizard.keepCredentials(key, { endpoint: 'https://unreachable.cognitiveservices.azure.com' });
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.button('Download licence').click();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  expect(await docker('ps', '--all', '--quiet')).not.toBe('');
  await first.kill();
  await profile.launch();
  await expect.poll(() => docker('ps', '--all', '--quiet')).toBe('');
});

test('a reload of the window finds the running task again, and it can be cancelled', async ({ wizard, opened }) => {
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey(), { endpoint: 'https://unreachable.cognitiveservices.azure.com' });
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.button('Download licence').click();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  await opened.window.reload();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  await wizard.button('Cancel').click();
  await expect(wizard.page.getByText(/^Cancelled at/)).toBeVisible();
  await expect.poll(() => docker('ps', '--all', '--quiet')).toBe('');
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { licenceText, parseLicence } from 'form-recognizer-rehearsal/licence';
import { expect, test } from '../fixtures/test.ts';
import { faults } from '../pages/faults.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** The licence files below a folder. */
async function licencesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(({ name }) => name.endsWith('.lic')).map(({ parentPath, name }) => join(parentPath, name));
}

// Slow: two renewals, each with a second set of containers that starts and is tried.
test('a licence is renewed while the service runs: from the end that is entered to the old one that is kept', async ({
  profile,
}) => {
  const env = { DOCKER_HOST: `unix://${profile.folder}/none.sock` };
  const start = async () => {
    const opened = await profile.launch({ env });
    return { opened, wizard: new Wizard(opened.window), page: opened.window };
  };
  let { opened, wizard, page } = await start();
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => void wrong.push(...(await faults(page, screen)));
  const rail = () => page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: /^Layout/ });
  await wizard.button('Rehearse first').click();
  await expect(page.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
  await wizard.create('Layout', { registry: '' });
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();

  // Files that do not tell their end, as the vendor's may be: nobody knows it until somebody enters it.
  const [path = ''] = await licencesBelow(profile.home);
  const terms = parseLicence(await readFile(path, 'utf8'));
  if (!terms) throw new Error('the stand-in wrote no licence');
  await writeFile(path, 'b3BhcXVl');
  await expect(rail()).toContainText('end not known', { timeout: 15_000 });
  await wizard.button('Enter the end').click();
  await page.getByLabel('Ends on').fill(inDays(20).slice(0, 10));
  await page.getByLabel('Time (UTC)').fill('06:00');
  await look('entering the end');
  await wizard.button('Keep this end').click();
  await expect(page.getByText('at 06:00 UTC, your time')).toBeVisible();
  await expect(page.getByText('You entered it.')).toBeVisible();
  await expect(page).toHaveTitle(/Layout: licence ends in (19|20) days/);

  // It holds for these files alone. The container tells its own words when it runs.
  await writeFile(path, licenceText({ ...terms, expiresAt: inDays(12) }));
  await expect(page.getByText('The licence’s files say so.')).toBeVisible({ timeout: 15_000 });
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.step('Licence');
  await writeFile(path, 'b3BhcXVl');
  await expect(page.getByText('The running container says so.')).toBeVisible({ timeout: 15_000 });
  await writeFile(path, licenceText({ ...terms, expiresAt: inDays(12) }));

  await page
    .getByRole('banner')
    .getByRole('link', { name: /licence ends in 11 days/ })
    .click();
  await expect(wizard.heading('Renewal')).toBeVisible();
  await page.getByLabel('I have read and accept').check();
  await look('renewal, begun');
  await wizard.button('Download new licence').click();
  await expect(wizard.button('Start beside the old one')).toBeVisible({ timeout: 30_000 });
  await look('renewal, new licence');
  await wizard.button('Start beside the old one').click();
  await wizard.button('Send a sample document').click({ timeout: 60_000 });
  await expect(page.getByText(/was read: 2 pages/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('The old licence serves on port')).toBeVisible();
  await look('renewal, tried');

  // As after a power cut: the old set comes up again, the new one does not, and both ways are open.
  await opened.kill();
  ({ opened, wizard, page } = await start());
  await expect(rail()).toContainText('Serving', { timeout: 30_000 });
  await wizard.step('Licence');
  await page.getByRole('link', { name: 'Go on with the renewal' }).click();
  await expect(page.getByText('Broke off in the middle')).toBeVisible({ timeout: 15_000 });
  await wizard.button('Start them again').click();
  await wizard.button('Switch over').click({ timeout: 60_000 });
  await expect(page.getByText(/The new licence serves on port \d+\. The port moved in/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(rail()).toContainText('364 days left', { timeout: 15_000 });
  await look('renewal, switched');
  await wizard.button('Undo the renewal').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('renewal, undo asked');
  await wizard.button('Undo').click();
  await expect(page.getByText('The renewal was undone.')).toBeVisible({ timeout: 30_000 });
  await expect(rail()).toContainText('11 days left', { timeout: 15_000 });

  // What was set aside is brought back, and takes the place of the old one after a short stop.
  const aside = (await licencesBelow(profile.home)).find((one) => one.includes('set-aside')) ?? '';
  await page.getByText('From a folder').click();
  await page.getByRole('textbox', { name: 'Folder with the new licence of Layout' }).fill(join(aside, '..'));
  await wizard.button('Take it over: Layout').click();
  await wizard.button('Renew with a short stop').click({ timeout: 30_000 });
  await wizard.button('Stop and replace').click();
  await wizard.button('Remove the old containers').click({ timeout: 60_000 });
  await expect(page.getByText('The renewal is done.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Earlier licences' })).toBeVisible();
  await expect(rail()).toContainText('Serving · 364 days left', { timeout: 15_000 });
  await look('renewal, done');
  expect(wrong).toEqual([]);
});

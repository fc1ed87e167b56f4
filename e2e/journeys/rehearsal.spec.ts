import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPage, tiffOf } from 'form-recognizer-rehearsal/testing/drawn';
import { expect, test } from '../fixtures/test.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

test('on a computer without an engine the whole job is rehearsed, apart from everything real', async ({ profile }) => {
  const env = { DOCKER_HOST: `unix://${profile.folder}/none.sock` };
  const start = async () => {
    const opened = await profile.launch({ env });
    return { opened, wizard: new Wizard(opened.window) };
  };
  let { opened, wizard } = await start();
  const banner = () => wizard.page.getByRole('complementary', { name: 'Rehearsal' });
  await wizard.button('Rehearse first').click();
  await expect(banner()).toBeVisible({ timeout: 30_000 });
  await wizard.create('Invoice', { registry: '' });
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.next('Continue to analyse').click();
  await wizard.analyse(/^Invoice/);
  await expect(wizard.page.getByRole('tabpanel')).toContainText('$8,147.11');
  await wizard.next('Continue to usage').click();
  await expect(wizard.usageTable()).toContainText('InvoicePages');

  // As after a power cut: the rehearsal goes on, and its containers come up again.
  await opened.kill();
  ({ opened, wizard } = await start());
  await expect(banner()).toBeVisible({ timeout: 30_000 });
  await expect(wizard.page.getByRole('link', { name: /^Invoice.*Serving/ })).toBeVisible({ timeout: 30_000 });
  await wizard.step('Usage');
  await expect(wizard.usageTable()).toContainText('InvoicePages');

  await wizard.button('End rehearsal').click();
  await expect(wizard.heading('Read invoices, receipts and IDs on a computer that is never online')).toBeVisible();
  await expect(banner()).toBeHidden();
  await expect(wizard.page.getByRole('link', { name: /^Invoice/ })).toBeHidden();
  await expect(wizard.page.getByRole('banner')).toContainText('No container engine found');
  await wizard.go('Settings');
  await expect(wizard.page.getByText('Nothing is stored.')).toBeVisible();
});

test('failures are practised in a rehearsal: each is made to happen, told in its own words, and recovered from', async ({
  profile,
}) => {
  const { window } = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  const wizard = new Wizard(window);
  const provoke = (title: string) => wizard.page.getByRole('button', { name: `Make it happen: ${title}` });
  await wizard.button('Rehearse first').click();
  await expect(wizard.page.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
  await wizard.create('Layout', { registry: '' });

  await provoke('The line breaks in mid-pull').click();
  await expect(wizard.page.getByText('Waiting: press “Pull” and see.')).toBeVisible();
  await wizard.page.getByRole('button', { name: /^Pull/ }).click();
  await expect(wizard.page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 30_000 });
  await wizard.page.getByRole('button', { name: 'Try again' }).click();
  await expect(provoke('The line breaks in mid-pull')).toBeDisabled({ timeout: 30_000 });

  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await provoke('The key is refused').click();
  await expect(wizard.page.getByText('Waiting: press “Download” and see.')).toBeVisible();
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.page.getByRole('button', { name: /^Download/ }).click();
  await expect(wizard.page.getByText(/refused|not accepted|does not accept/i).first()).toBeVisible({ timeout: 30_000 });
  await expect(wizard.page.getByText('Waiting: press “Download” and see.')).toBeHidden();
  await wizard.downloadLicence();

  await wizard.next('Continue to run').click();
  await provoke('Another program has the port').click();
  await wizard.page.getByRole('button', { name: /^Start/ }).click();
  await expect(wizard.page.getByText(/Another program/).last()).toBeVisible();
  await wizard.button('Take it back').click();
  await wizard.start();

  await provoke('The containers run out of memory').click();
  // Its restart policy starts it again by itself.
  await expect(provoke('The containers run out of memory')).toBeEnabled({ timeout: 30_000 });

  // A photograph, as a TIFF: read, and shown.
  const drawn = drawPage({ seed: 9, dpi: 150, font: 'Drawn sans', size: 12, skew: 2, noise: 5 });
  const path = join(profile.folder, 'photograph.tiff');
  await writeFile(path, await tiffOf(drawn));
  await wizard.step('Analyse');
  await wizard.page.getByLabel('Your own document').setInputFiles(path);
  await wizard.button('Analyse').click();
  await expect(wizard.next('Continue to usage')).toBeVisible({ timeout: 60_000 });
  await wizard.page.getByRole('tab', { name: 'Text' }).click();
  await expect(wizard.page.getByRole('tabpanel')).toContainText(drawn.words[0]?.text ?? 'no word');
  const inked = wizard.page.locator('[data-page="1"] canvas[data-picture]').first();
  await expect
    .poll(() =>
      inked.evaluate((canvas: HTMLCanvasElement) => {
        // A copy: the page's canvas takes whole pictures and gives no pixels.
        const copy = document.createElement('canvas');
        copy.width = canvas.width;
        copy.height = canvas.height;
        const brush = copy.getContext('2d');
        brush?.drawImage(canvas, 0, 0);
        const { data } = brush?.getImageData(0, 0, copy.width, copy.height) ?? { data: [] };
        return data.some((value, at) => at % 4 === 0 && value < 80 && data[at + 3] === 255);
      }),
    )
    .toBe(true);

  await wizard.step('Licence');
  await provoke('The licence ends').click();
  await expect(wizard.page.getByText(/ended|expired/i).first()).toBeVisible();
});

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { faults } from '../pages/faults.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

const SAMPLE = join(import.meta.dirname, '../../electron/analysis/samples/invoice.pdf');
const GOOD = 16;

// Slow: two starts of the app and some dozens of documents that are really read.
test('a folder is analysed through a power cut, looked through, saved, and compared with what it should say', async ({
  profile,
}) => {
  test.setTimeout(300_000);
  const env = { DOCKER_HOST: `unix://${profile.folder}/none.sock` };
  let { app, window: page, kill } = await profile.launch({ env });
  let wizard = new Wizard(page);
  const folder = join(profile.home, 'March');
  await mkdir(folder, { recursive: true });
  const name = (at: number): string => `invoice-${String(at).padStart(2, '0')}.pdf`;
  for (let at = 1; at <= GOOD; at += 1) await copyFile(SAMPLE, join(folder, name(at)));
  await writeFile(join(folder, 'damaged.pdf'), '%PDF-1.4\nno page is in this\n');
  await writeFile(join(folder, 'notes.txt'), 'not a document');
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => {
    wrong.push(...(await faults(page, screen)));
  };

  await test.step('the containers run, in a rehearsal', async () => {
    await wizard.button('Rehearse first').click();
    await expect(page.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
    await wizard.create('Invoice', { registry: '' });
    await wizard.pull();
    await wizard.next('Continue to licence').click();
    await wizard.keepCredentials(newKey());
    await wizard.downloadLicence();
    await wizard.next('Continue to run').click();
    await wizard.start();
    await wizard.next('Continue to analyse').click();
  });

  await test.step('the folder is looked at, and begun', async () => {
    await page.getByRole('link', { name: 'A folder' }).click();
    await expect(wizard.heading('Analyse a folder')).toBeVisible();
    await expect(page.getByText('No batch yet')).toBeVisible();
    await page.getByLabel('Folder of documents', { exact: true }).fill(folder);
    await wizard.button('Look into it').click();
    await expect(page.getByText(`On the meter: ${GOOD + 1} documents, at least ${GOOD + 1} pages`)).toBeVisible();
    await page.getByText('1 file is left out').click();
    await expect(page.getByText('not a kind that is read')).toBeVisible();
    await look('a folder looked at');
    await wizard.button(`Analyse ${GOOD + 1} documents`).click();
    await expect(wizard.heading('March')).toBeVisible();
  });

  await test.step('it is paused, and goes on after a power cut', async () => {
    await expect(page.getByText(/^[1-9]\d* done$/)).toBeVisible({ timeout: 60_000 });
    await wizard.button('Pause').click();
    await expect(page.getByText('Nothing new is sent.')).toBeVisible();
    await look('a paused batch');
    await wizard.button('Resume').click();
    await expect(wizard.button('Pause')).toBeVisible();
    await kill();
    ({ app, window: page, kill } = await profile.launch({ env }));
    wizard = new Wizard(page);
    await expect(page.getByRole('link', { name: /^Invoice.*Serving/ })).toBeVisible({ timeout: 60_000 });
    await wizard.step('Analyse');
    await page.getByRole('link', { name: 'A folder' }).click();
    await expect(page.getByText('Interrupted')).toBeVisible();
    await page.getByRole('link', { name: /^March/ }).click();
    await wizard.button('Go on').click();
    // The rehearsal's service ended with the app: what it had in hand is sent again only when asked.
    const sendAgain = page.getByRole('button', { name: /^Send (it|\d+ documents) again$/ });
    await expect(page.getByText('Finished').or(sendAgain)).toBeVisible({ timeout: 120_000 });
    if (await sendAgain.isVisible()) await sendAgain.click();
    await expect(page.getByText('Finished')).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText(`${GOOD} done`)).toBeVisible();
  });

  await test.step('what failed says why, and is tried again when it was mended', async () => {
    await page.getByRole('gridcell', { name: 'damaged.pdf' }).click();
    await expect(page.getByRole('alert')).toContainText('damaged.pdf');
    await page.getByRole('link', { name: 'Back to the table' }).click();
    await copyFile(SAMPLE, join(folder, 'damaged.pdf'));
    await wizard.button('Try the failed one again').click();
    await expect(page.getByText(`${GOOD + 1} done`)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('1 failed')).toBeHidden();
  });

  await test.step('the table is sorted, filtered, and opened by keyboard', async () => {
    const first = page.locator('[role=row][aria-rowindex="2"] [role=gridcell]').first();
    await expect(first).toHaveText('damaged.pdf');
    const grid = page.getByRole('grid', { name: 'Documents and their fields' });
    await grid.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(first).toHaveText(name(GOOD));
    await wizard.button('Filter columns').click();
    await page.getByLabel('Filter Document').fill('-07');
    await expect(page.getByText(`1 of ${GOOD + 1} documents`)).toBeVisible();
    await page.getByLabel('Filter Invoice total').fill('>8000');
    await expect(first).toHaveText(name(7));
    await look('the table');
    await grid.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await expect(wizard.heading(name(7))).toBeVisible();
    await expect(page.getByRole('tabpanel')).toContainText('$8,147.11');
    await look('a document of the batch');
    await page.getByRole('link', { name: 'Back to the table' }).click();
    await expect(page.getByText(`1 of ${GOOD + 1} documents`)).toBeVisible();
    await wizard.button('Clear filters').click();
    await grid.focus();
    // The line items stand before pages and seconds, the last two columns.
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toContainText('Bilge pump');
    await look('line items');
    await page.keyboard.press('Escape');
  });

  const saveTo = (path: string): Promise<void> =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);

  await test.step('it is saved as CSV and as a workbook', async () => {
    const csv = join(profile.home, 'table.csv');
    await saveTo(csv);
    await wizard.button('Save').click();
    await page.getByRole('menuitem', { name: 'As CSV' }).click();
    await expect(page.getByText(`Saved: ${csv}`)).toBeVisible();
    const text = await readFile(csv, 'utf8');
    expect(text.startsWith('\uFEFFDocument,')).toBe(true);
    expect(text.trim().split('\r\n')).toHaveLength(GOOD + 2);
    const workbook = join(profile.home, 'table.xlsx');
    await saveTo(workbook);
    await wizard.button('Save').click();
    await page.getByRole('menuitem', { name: /^As Excel/ }).click();
    await expect(page.getByText(`Saved: ${workbook}`)).toBeVisible();
    expect((await readFile(workbook)).subarray(0, 2).toString()).toBe('PK');
  });

  await test.step('it is compared with expected values, which begin as what was found', async () => {
    await page.getByRole('link', { name: 'Compare' }).click();
    await look('a comparison to begin');
    const expected = join(profile.home, 'expected.csv');
    await saveTo(expected);
    await wizard.button('Save a file to begin with').click();
    await expect(page.getByText(`Saved: ${expected}`)).toBeVisible();
    const found = await readFile(expected, 'utf8');
    await writeFile(expected, found.replace('8147.11', '9999.99'));
    await page.locator('input[type=file]').setInputFiles(expected);
    await expect(page.getByText(/^of [\d,]+ fields right$/)).toBeVisible();
    await expect(page.getByText(/^95 % sure between/)).toContainText(`${GOOD + 1} documents compared`);
    await look('a comparison');
    const difference = page.getByRole('grid', { name: 'Differences, field by field' }).getByRole('row').nth(1);
    await expect(difference).toContainText('Invoice total');
    await expect(difference).toContainText('9999.99');
    await difference.getByRole('gridcell').first().click();
    await expect(wizard.heading('damaged.pdf')).toBeVisible();
    await page.getByRole('link', { name: 'Back to the comparison' }).click();
    await expect(page.getByText(/^of [\d,]+ fields right$/)).toBeVisible();

    await writeFile(expected, 'Document,Invoice total\n,1\n');
    await wizard.button('Another file').click();
    await page.locator('input[type=file]').setInputFiles(expected);
    await expect(page.getByRole('alert')).toContainText('Line 2 of the file of expected values');
  });

  expect(wrong).toEqual([]);
});

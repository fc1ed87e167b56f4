import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Opened, openProfile, type Profile } from '../fixtures/drydock.ts';
import { expect, test } from '../fixtures/test.ts';
import { faults } from '../pages/faults.ts';
import { handmadeAnswer, scannedPdf } from '../pages/handmade.ts';
import { Wizard } from '../pages/wizard.ts';

let profile: Profile;
let opened: Opened;
let wizard: Wizard;

/** The app with the answer and its document open; no container is needed to look at one. */
test.beforeAll(async () => {
  profile = await openProfile();
  opened = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  wizard = new Wizard(opened.window);
  await wizard.button('Rehearse first').click();
  await expect(opened.window.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
  await wizard.create('Layout', { registry: '' });
  await wizard.step('Analyse');
  await opened.window.getByLabel('Your own document').setInputFiles([
    {
      name: 'scan.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(handmadeAnswer)),
    },
    { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await scannedPdf()) },
  ]);
  await expect(opened.window.getByRole('tab', { name: 'JSON' })).toBeVisible();
});

test.afterAll(async () => {
  await profile?.close();
});

/** Saves by the menu; the system's dialog is answered with this path. */
async function save(item: string | RegExp, fileName: string): Promise<Uint8Array> {
  const path = join(profile.folder, fileName);
  await opened.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await wizard.button('Save').click();
  await opened.window.getByRole('menuitem', { name: item }).click();
  await expect(opened.window.getByText(`Saved to ${path}`)).toBeVisible({ timeout: 60_000 });
  await wizard.button('Close').click();
  return readFile(path);
}

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The texts of each page of a PDF and where they begin, in points from below left. */
async function textsOf(bytes: Uint8Array): Promise<readonly (readonly Placed[])[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  const pages: Placed[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [{ text: item.str.trim(), x: Math.round(item.transform[4]), y: Math.round(item.transform[5]) }]
          : [],
      ),
    );
  }
  await task.destroy();
  return pages;
}

test('everything is saved as a workbook in which nothing runs', async () => {
  const files = unzipSync(await save('Everything as XLSX', 'all.xlsx'));
  const part = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
  for (const name of ['Fields', 'Items', 'Table 1', 'Table 2', 'Tick boxes', 'Text'])
    expect(part('xl/workbook.xml')).toContain(`name="${name}"`);
  expect(Object.keys(files).filter((name) => part(name).includes('<f>'))).toEqual([]);
  expect(part('xl/sharedStrings.xml')).toContain('>=1+1<');
  expect(part('xl/worksheets/sheet3.xml')).toContain('<mergeCell ref="A1:B1"/>');
});

test('the tables go into one folder, a file each', async () => {
  await opened.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, profile.home);
  await wizard.button('Save').click();
  await opened.window.getByRole('menuitem', { name: '2 tables as CSV files' }).click();
  await expect(opened.window.getByText(`2 files saved in ${profile.home}`)).toBeVisible();
  await wizard.button('Close').click();
  const [first = ''] = (await readdir(profile.home)).filter((name) => name.endsWith('table 1.csv'));
  // A rehearsal's files say that they are from one.
  expect(first).toMatch(/^rehearsal.*scan table 1\.csv$/i);
  expect(await readFile(join(profile.home, first), 'utf8')).toBe("\uFEFFWide,\r\n'=1+1,1\r\n");
});

test('the searchable PDF is the original with its words where they stand', async () => {
  const pages = await textsOf(await save('Searchable PDF', 'searchable.pdf'));
  expect(pages).toEqual(
    [1, 2].map((page) => [
      { text: 'Größe', x: 72, y: 792 - 180 },
      { text: String(page), x: 252, y: 792 - 180 },
    ]),
  );
});

test('the report has the page and what was read on it', async () => {
  const [page = [], ...others] = await textsOf(await save(/^Report of page 1/, 'report.pdf'));
  expect(others).toEqual([]);
  const texts = page.map(({ text }) => text);
  for (const text of ['Invoice date', '1 March 2027', '2027-03-01', '55 % doubtful', 'Due date', 'not found'])
    expect(texts).toContain(text);
});

test('a table and a value are copied as spreadsheets and documents take them', async () => {
  await opened.window.getByRole('tab', { name: /^Tables/ }).click();
  await wizard.button('Copy Table 1').click();
  await expect(wizard.button('Copied')).toBeVisible();
  const copied = () => opened.app.evaluate(async ({ clipboard }) => await clipboard.readText());
  expect(await copied()).toBe("Wide\t\n'=1+1\t1");
  await opened.window.getByRole('tab', { name: /^Fields/ }).click();
  await wizard.button('Copy Invoice date').click();
  await expect.poll(copied).toBe('1 March 2027');
  await opened.window.getByRole('cell', { name: /^12\.50/ }).click();
  await opened.window.getByRole('list', { name: 'Fields found' }).locator('..').focus();
  await opened.window.keyboard.press('Control+C');
  await expect.poll(copied).toBe('12.50');
});

test('a node of the JSON is found, and its place shown', async () => {
  await opened.window.getByRole('tab', { name: 'JSON' }).click();
  await opened.window.getByRole('searchbox').fill('größe 2');
  await expect(opened.window.getByText('0 of 1', { exact: true })).toBeVisible();
  await wizard.button('Next match').click();
  await expect(opened.window.getByRole('treeitem', { selected: true })).toContainText('"Größe 2"');
  await expect(opened.window.locator('[data-page="2"] [data-lit-id="l/1"], [data-lit-id="l/1"]').first()).toBeVisible();
});

test('every tab passes axe in both themes and has a place for the keyboard', async () => {
  const { window: page } = opened;
  const wrong: string[] = [];
  for (const tab of ['Fields', 'Tables', 'Text', 'JSON', 'Problems']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    wrong.push(...(await faults(page, tab)));
  }
  expect(wrong).toEqual([]);
  await expect(page.getByText('Page 3 could not be read.')).toBeVisible();
  await page.getByRole('tab', { name: /^Fields/ }).click();
  const list = page.getByRole('list', { name: 'Fields found' }).locator('..');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-picked]')).toHaveAttribute('data-result-id', 'f/0/InvoiceDate');
});

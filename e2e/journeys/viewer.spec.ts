import type { Locator, Page } from '@playwright/test';
import { openProfile, type Profile } from '../fixtures/drydock.ts';
import { expect, test } from '../fixtures/test.ts';
import { faults } from '../pages/faults.ts';
import { formWithAnswer, type GivenFile, tiffWithAnswer } from '../pages/looked-at.ts';
import { Wizard } from '../pages/wizard.ts';

let profile: Profile;
let page: Page;
let wizard: Wizard;

/** Saved answers are looked at on a computer that has no engine at all. */
test.beforeAll(async () => {
  profile = await openProfile();
  const opened = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  page = opened.window;
  wizard = new Wizard(page);
  await wizard.create('Layout', { registry: '' });
  await wizard.step('Analyse');
});

test.afterAll(async () => {
  await profile?.close();
});

test.afterEach(async () => {
  const close = wizard.button('Close this answer');
  if (await close.isVisible()) await close.click();
});

const open = (...files: GivenFile[]): Promise<void> => page.getByLabel('Your own document').setInputFiles(files);
const pages = (): Locator => page.getByRole('group', { name: 'Pages', exact: true });
const sheet = (number: number): Locator => page.locator(`[data-page="${number}"]`);
const picture = (number: number): Locator => sheet(number).locator('canvas[data-picture][data-painted]');
const lit = (): Locator => page.locator('[data-lit-id]');

/** Where a point of a page is in the window; `x` and `y` in shares of it. */
async function pointOn(number: number, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await sheet(number).boundingBox();
  if (!box) throw new Error(`page ${number} is not there`);
  return { x: box.x + x * box.width, y: box.y + y * box.height };
}

test('a PDF of several pages: a box lights its row up, a row its box, and a click goes there', async () => {
  const [pdf, answer] = await formWithAnswer();
  await open(answer, pdf);
  await expect(picture(1)).toBeVisible();
  await expect(sheet(1)).toHaveAccessibleName(/^Page 1 with \d+ boxes$/);

  // The middle of the first cell: “Vessel”.
  const read: { analyzeResult: { pageResults: { tables: { cells: { text: string; boundingBox: number[] }[] }[] }[] } } =
    JSON.parse(answer.buffer.toString());
  const cell = read.analyzeResult.pageResults[0]?.tables[0]?.cells.find(({ text }) => text === 'Vessel');
  const [left = 0, top = 0, , , right = 0, bottom = 0] = cell?.boundingBox ?? [];
  const { x, y } = await pointOn(1, (left + right) / 2 / 8.5, (top + bottom) / 2 / 11);
  await page.mouse.move(x, y);
  await expect(page.getByRole('tooltip')).toContainText('Vessel');
  await expect(lit()).toHaveAttribute('data-lit-id', 't/0/0');
  await expect(page.getByRole('tabpanel').locator('[data-lit]').first()).toContainText('Vessel');
  await page.mouse.click(x, y);
  await expect(page.getByRole('tab', { name: /^Tables/ })).toHaveAttribute('aria-selected', 'true');

  // A row of the second page's table: its box lights up, and the page comes.
  const row = page.getByRole('tabpanel').locator('[data-result-id="t/2/0"]').first();
  await row.scrollIntoViewIfNeeded();
  await row.click();
  await expect(sheet(2).locator('[data-lit-id="t/2/0"]')).toBeVisible();
  await expect(page.getByLabel('Page number')).toHaveValue('2');
  await expect(picture(2)).toBeVisible();
});

test('by keyboard alone: pages, zoom, turn, layers, boxes, the list of keys', async () => {
  const [pdf, answer] = await formWithAnswer();
  await open(answer, pdf);
  await expect(picture(1)).toBeVisible();
  await pages().focus();
  const zoom = page.getByRole('button', { name: /^Zoom: / });
  const fitted = await zoom.getAttribute('aria-label');
  await page.keyboard.press('+');
  await expect(zoom).not.toHaveAttribute('aria-label', fitted ?? '');
  await page.keyboard.press('a');
  await expect(zoom).toHaveAttribute('aria-label', 'Zoom: 100 %');
  await page.keyboard.press('0');
  await expect(zoom).toHaveAttribute('aria-label', fitted ?? '');

  await page.keyboard.press(']');
  await expect(page.getByLabel('Page number')).toHaveValue('2');
  await page.keyboard.press('Home');
  await expect(page.getByLabel('Page number')).toHaveValue('1');

  const upright = await sheet(1).boundingBox();
  await page.keyboard.press('r');
  await expect.poll(async () => (await sheet(1).boundingBox())?.height).toBeLessThan(upright?.height ?? 0);
  for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('r');
  await expect.poll(async () => (await sheet(1).boundingBox())?.height).toBe(upright?.height);

  const words = page.getByRole('checkbox', { name: 'Words' });
  await expect(words).not.toBeChecked();
  const before = await sheet(1).getAttribute('aria-label');
  await page.keyboard.press('5');
  await expect(words).toBeChecked();
  await expect(sheet(1)).not.toHaveAttribute('aria-label', before ?? '');

  await page.keyboard.press('n');
  await expect(lit()).toHaveAttribute('data-lit-id', 't/0');
  await page.keyboard.press('n');
  await expect(lit()).toHaveAttribute('data-lit-id', 't/1');
  await page.keyboard.press('p');
  await expect(lit()).toHaveAttribute('data-lit-id', 't/0');
  await page.keyboard.press('Escape');
  await expect(lit()).toHaveCount(0);

  const thumbnails = page.getByRole('navigation', { name: 'Thumbnails' });
  const folded = (await thumbnails.count()) === 0;
  await page.keyboard.press('t');
  await expect(thumbnails).toHaveCount(folded ? 1 : 0);
  if (!folded) await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Page 2', exact: true }).click();
  await expect(page.getByLabel('Page number')).toHaveValue('2');
  await pages().focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('next and previous box');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('with the wheel the point under the pointer stays, and the middle button moves the page', async () => {
  const [pdf, answer] = await formWithAnswer();
  await open(answer, pdf);
  await expect(picture(1)).toBeVisible();
  const there = await pointOn(1, 0.5, 0.3);
  await page.mouse.move(there.x, there.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -600);
  await page.keyboard.up('Control');
  const width = (): Promise<number> => sheet(1).evaluate((one) => one.getBoundingClientRect().width);
  await expect.poll(width).toBeGreaterThan(900);
  const after = await pointOn(1, 0.5, 0.3);
  expect(Math.abs(after.x - there.x)).toBeLessThan(3);
  expect(Math.abs(after.y - there.y)).toBeLessThan(3);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(there.x - 60, there.y - 80, { steps: 4 });
  await page.mouse.up({ button: 'middle' });
  const moved = await pointOn(1, 0.5, 0.3);
  expect(Math.round(moved.x - after.x)).toBe(-60);
  expect(Math.round(moved.y - after.y)).toBe(-80);
});

test('a TIFF of two pages is drawn; handwriting has a layer of its own', async () => {
  const [tiff, answer] = tiffWithAnswer();
  await open(tiff, answer);
  for (const [number, shade] of [
    [1, 60],
    [2, 180],
  ] as const) {
    await expect(picture(number)).toBeVisible();
    const grey = await picture(number).evaluate((canvas: HTMLCanvasElement) => {
      // A copy: the page's canvas takes whole pictures and gives no pixels.
      const copy = document.createElement('canvas');
      copy.width = 1;
      copy.height = 1;
      const brush = copy.getContext('2d');
      brush?.drawImage(canvas, 0, 0, 1, 1);
      return brush?.getImageData(0, 0, 1, 1).data[0];
    });
    expect(Math.abs((grey ?? 0) - shade)).toBeLessThan(3);
  }
  await expect(page.getByRole('checkbox', { name: 'Handwriting' })).toBeAttached();
  await expect(page.getByRole('checkbox', { name: 'Fields' })).toHaveCount(0);
  const { x, y } = await pointOn(2, 0.25, 0.27);
  await page.mouse.move(x, y);
  await expect(page.getByRole('tooltip')).toContainText('Sheet 2');
});

test('an answer alone shows its boxes on empty sheets, and takes its document later', async () => {
  const [pdf, answer] = await formWithAnswer();
  await open(answer);
  await expect(page.getByText('The document is not here')).toBeVisible();
  await expect(sheet(1)).toBeVisible();
  await page.getByLabel('Open its document…').setInputFiles(pdf);
  await expect(picture(1)).toBeVisible();
  await expect(page.getByText('The document is not here')).toHaveCount(0);
});

test('the bar between page and fields moves with the arrow keys, and stays there for the next answer', async () => {
  const [pdf, answer] = await formWithAnswer();
  const bar = page.getByRole('separator', { name: 'Width of the page' });
  const at = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'));
  await open(answer, pdf);
  await expect(picture(1)).toBeVisible();
  const before = await at();
  await bar.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(at).toBeLessThan(before);
  const after = await at();
  await wizard.button('Close this answer').click();
  await open(answer, pdf);
  await expect(picture(1)).toBeVisible();
  await expect.poll(at).toBeCloseTo(after, 0);
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(at).toBeCloseTo(before, 0);
});

test('a file that is no answer says so', async () => {
  await open({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('Dear Sir') });
  await expect(page.getByRole('alert')).toContainText('notes holds no answer of the service');
});

// Slow: axe reads every box of a page.
test('the viewer passes axe in both themes, its list of keys too', async () => {
  const [pdf, answer] = await formWithAnswer();
  await open(answer, pdf);
  await expect(picture(1)).toBeVisible();
  const wrong: string[] = [];
  const look = async (what: string): Promise<void> => void wrong.push(...(await faults(page, what)));
  await look('pages');
  await pages().focus();
  await page.keyboard.press('n');
  await look('a box lit');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('keys');
  await page.keyboard.press('Escape');
  expect(wrong).toEqual([]);
});

test('an answer of a name as long as names can be leaves the page in the window, beside a document that does not fit', async () => {
  const [pdf] = await formWithAnswer();
  const [, answer] = tiffWithAnswer();
  await open({ ...answer, name: `${'a'.repeat(250)}.json` }, pdf);
  await expect(page.getByRole('alert')).toContainText('This may be another document');
  await expect(page.getByRole('alert')).toBeInViewport();
  const over = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(over).toBe(0);
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { z } from 'zod';
import { makeHistory } from '#electron/testing/made-history.ts';
import type { Bridge } from '#shared/contract/messages.ts';
import { Reading } from '#shared/domain/history.ts';
import type { Opened, Profile } from '../fixtures/drydock.ts';
import { expect, test } from '../fixtures/test.ts';
import { faults } from '../pages/faults.ts';
import { press, reach, type } from '../pages/keyboard.ts';
import { Wizard } from '../pages/wizard.ts';

const FIRST = 'made-1';
const people = (quantity: bigint): string => quantity.toLocaleString('en-US');

/** The app on a data folder in which three deployments were used for two years. */
async function afterTwoYears(profile: Profile): Promise<{ readonly opened: Opened; readonly wizard: Wizard }> {
  await makeHistory(profile.data, { seed: 7, until: new Date(), years: 2, deployments: 3, meters: 1 });
  const opened = await profile.launch();
  const wizard = new Wizard(opened.window);
  await opened.window.getByRole('link', { name: /^Incoming invoices/ }).click();
  await wizard.step('Usage');
  await expect(wizard.usageTable()).toBeVisible();
  return { opened, wizard };
}

/** Has the system's save dialog answer with a path in this folder, without showing itself. */
const saveInto = (app: ElectronApplication, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = async (...given: unknown[]) => {
      const { defaultPath = '' } = given.at(-1) as { defaultPath?: string };
      return { canceled: false, filePath: `${into}/${defaultPath.split('/').at(-1)}` };
    };
  }, folder);

/** What the readings counted: each total's rises, and all of it where another container or folder began. */
async function counted(page: Page, meter: RegExp): Promise<{ readonly total: bigint; readonly thisMonth: bigint }> {
  const answer = await page.evaluate(
    (deploymentId) =>
      (window as unknown as { readonly drydock: Bridge }).drydock.call({
        world: 'real',
        path: 'usage.readings',
        input: { deploymentId, from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' },
      }),
    FIRST,
  );
  const { value } = z.object({ ok: z.literal(true), value: z.array(Reading) }).parse(answer);
  let total = 0n;
  let before = { place: '', quantity: 0n };
  let thisMonth = 0n;
  for (const { containerId, outputFolder, totals, months } of value) {
    const quantity = totals.find(({ name }) => meter.test(name))?.quantity;
    if (quantity === undefined) continue;
    const place = `${outputFolder}`;
    const goesOn = place === before.place && quantity >= before.quantity;
    total += goesOn ? quantity - before.quantity : quantity;
    before = { place, quantity };
    const month = months.find((one) => one.month === new Date().toISOString().slice(0, 7));
    thisMonth = month?.meters.find(({ name }) => meter.test(name))?.quantity ?? thisMonth;
    expect(containerId).not.toBe('');
  }
  return { total, thisMonth };
}

test('two years are told as the readings counted them, and what is shown is saved whole', async ({ profile }) => {
  const { opened, wizard } = await afterTwoYears(profile);
  const { page } = wizard;
  const truth = await counted(page, /InvoicePages$/);
  expect(truth.total).toBeGreaterThan(10_000n);
  const figures = page.getByRole('region', { name: 'In short' });
  await expect(figures).toContainText(people(truth.thisMonth));
  const total = wizard.usageTable().getByRole('row', { name: /^Total/ });
  await expect(total.getByRole('cell').first()).toHaveText(people(truth.total));
  await expect(page.getByRole('region', { name: 'About these numbers' })).toContainText('nothing is counted twice');

  // The chart's table twin holds what its bars show.
  await wizard.button('Show “By month” as a table').click();
  const twin = page.getByRole('figure', { name: 'By month' }).getByRole('table');
  await expect(twin.getByRole('row')).toHaveCount(13);
  await expect(twin.getByRole('row').last()).toContainText(people(truth.thisMonth));
  await wizard.button('Show “By month” as a chart').click();

  await saveInto(opened.app, profile.home);
  const saved = async (title: string, kind: string, name: string, end: string): Promise<Buffer> => {
    await wizard.button(`Save “${title}”`).click();
    await page.getByRole('menuitem', { name: kind }).click();
    const path = join(profile.home, name);
    await expect.poll(async () => (await readFile(path).catch(() => '')).includes(end)).toBe(true);
    return readFile(path);
  };
  const csv = (await saved('By month', 'Numbers (CSV)', `usage-${FIRST}-by-month.csv`, '\r\n')).toString('utf8');
  expect(csv.startsWith('\uFEFFmonth,')).toBe(true);
  const lines = csv.trimEnd().split('\r\n');
  expect(lines).toHaveLength(13);
  expect(lines.at(-1)?.split(',')[1]).toBe(String(truth.thisMonth));

  for (const [title, name] of [
    ['By month', 'by-month'],
    ['Day by day', 'days'],
  ] as const) {
    const svg = (await saved(title, 'Drawing (SVG)', `usage-${FIRST}-${name}.svg`, '</svg>')).toString('utf8');
    expect(svg).toContain(`<title>${title}</title>`);
    expect(svg).toContain('Read ');
    expect(svg).not.toMatch(/NaN|undefined|var\(|<style|<script/);
    const png = PNG.sync.read(await saved(title, 'Picture (PNG)', `usage-${FIRST}-${name}.png`, 'IEND'));
    const [, width = ''] = /<svg[^>]* width="(\d+)"/.exec(svg) ?? [];
    expect(png.width).toBe(2 * Number(width));
    expect([...png.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect(png.data.some((value, at) => at % 4 === 0 && value < 40)).toBe(true);
  }

  await wizard.button('Save all as CSV…').click();
  const all = join(profile.home, `usage-${FIRST}.csv`);
  await expect.poll(() => readFile(all, 'utf8').catch(() => '')).toContain(`\r\ntotal,${truth.total},`);
});

test('the charts are read point by point, by keyboard alone, over any stretch of time', async ({ profile }) => {
  const { wizard } = await afterTwoYears(profile);
  const { page } = wizard;
  const byMonth = page.getByRole('slider', { name: 'By month', exact: true });
  await reach(page, byMonth);
  await expect(byMonth).toHaveAttribute('aria-valuetext', /^\w+ \d{4}; .*InvoicePages: [\d,]+/);
  const newest = (await byMonth.getAttribute('aria-valuetext')) ?? '';
  await page.keyboard.press('ArrowLeft');
  await expect(byMonth).not.toHaveAttribute('aria-valuetext', newest);
  await page.keyboard.press('End');
  await expect(byMonth).toHaveAttribute('aria-valuetext', newest);

  // The frame on the whole history slides with the arrows; the chart follows.
  const strip = page.getByRole('slider', { name: 'Slide the period' });
  await reach(page, strip);
  const shown = await strip.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowLeft');
  await expect(strip).not.toHaveAttribute('aria-valuetext', shown ?? '');
  await expect(byMonth).not.toHaveAttribute('aria-valuetext', newest);

  await page.getByRole('radio', { name: 'Quarter' }).press('Space');
  await expect(page.getByRole('figure', { name: 'By day', exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'All' }).press('Space');
  await expect(byMonth).toHaveAttribute('aria-valuemax', /^2[3-6]$/);

  const days = page.getByRole('slider', { name: 'Day by day' });
  await reach(page, days);
  const today = (await days.getAttribute('aria-valuetext')) ?? '';
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(days).toHaveAttribute('aria-valuetext', today);
  await page.keyboard.press('ArrowUp');
  await expect(days).not.toHaveAttribute('aria-valuetext', today);
});

test('what was bought is entered, forecast, asked what if, continued, and removed with a second thought', async ({
  profile,
}) => {
  const { wizard } = await afterTwoYears(profile);
  const { page } = wizard;
  const year = new Date().getUTCFullYear();
  await press(page, wizard.button('Enter what was bought'));
  const dialog = page.getByRole('dialog', { name: 'What was bought' });
  await expect(dialog.getByLabel('Name')).toHaveValue(`Invoice ${year}`);
  await expect(dialog.getByRole('checkbox', { name: 'Invoice: InvoicePages' })).toBeChecked();
  await type(page, dialog.getByLabel('Quantity'), 'many');
  await expect(dialog.getByText('A whole number above 0')).toBeVisible();
  await type(page, dialog.getByLabel('Quantity'), '1,000,000');
  await expect(dialog.getByLabel('Last day')).toHaveValue(`${year}-12-31`);
  await type(page, dialog.getByLabel('For the whole term'), '12500');
  await press(page, dialog.getByRole('button', { name: 'Save' }));
  await expect(dialog).toBeHidden();
  const figures = page.getByRole('region', { name: 'In short' });
  await expect(figures).toContainText('of 1,000,000 pages');
  await expect(figures).toContainText('Lasts');
  const chart = page.getByRole('figure', { name: 'Against the commitment' });
  await expect(chart.getByRole('slider')).toHaveAttribute('aria-valuetext', /Used: [\d,]+.*Bought: 1,000,000/);

  await page.getByLabel('More a day').fill('100 000');
  await expect(chart.getByRole('status')).toContainText(/With 100,000 pages a day more from .*: Runs out/);
  await expect(chart.getByText('What if').first()).toBeVisible();
  await wizard.button('Clear').click();

  await wizard.button('Next term').click();
  const next = page.getByRole('dialog', { name: 'The next term' });
  await expect(next.getByLabel('Name')).toHaveValue(`Invoice ${year + 1}`);
  await expect(next.getByLabel('First day')).toHaveValue(`${year + 1}-01-01`);
  await next.getByRole('button', { name: 'Save' }).click();
  await expect(next).toBeHidden();
  await expect(page.getByRole('radio', { name: 'All terms' })).toBeAttached();

  await wizard.button('Remove').click();
  const asked = page.getByRole('dialog', { name: `Remove “Invoice ${year}”?` });
  await expect(asked.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(asked).toBeHidden();
  await expect(figures).toContainText('of 1,000,000 pages');

  await page.getByRole('link', { name: 'Usage overview' }).click();
  await expect(wizard.heading('Usage overview')).toBeVisible();
  await expect(page.getByRole('link', { name: `Invoice ${year + 1}` })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Deployments' }).getByRole('row')).toHaveCount(4);
});

// Slow: axe reads charts of two years, in both themes.
test('the usage screens pass axe in both themes, and explain their numbers', async ({ profile }) => {
  const { wizard } = await afterTwoYears(profile);
  const { page } = wizard;
  const all: string[] = [];
  await wizard.button('Enter what was bought').click();
  all.push(...(await faults(page, 'commitment form')));
  await page.getByRole('dialog').getByLabel('Quantity').fill('1000000');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('figure', { name: 'Against the commitment' })).toBeVisible();
  all.push(...(await faults(page, 'usage')));
  for (const title of ['By month', 'Against the commitment', 'Day by day'])
    await wizard.button(`Show “${title}” as a table`).click();
  all.push(...(await faults(page, 'usage as tables')));
  await wizard.button('What is “Left”?').click();
  await expect(page.getByText('What was bought less what was used')).toBeVisible();
  all.push(...(await faults(page, 'about a number')));
  await page.getByRole('link', { name: 'More about this number' }).click();
  await expect(wizard.heading('What the numbers mean')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Left', exact: true })).toBeFocused();
  all.push(...(await faults(page, 'numbers')));
  await page.getByRole('link', { name: 'Usage overview' }).click();
  await expect(page.getByRole('table', { name: 'Deployments' })).toBeVisible();
  all.push(...(await faults(page, 'overview')));
  expect(all, all.join('\n\n')).toEqual([]);
});

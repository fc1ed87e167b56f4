import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { painted } from './painted.ts';
import type { Tour } from './tour.ts';

const SAMPLES = join(import.meta.dirname, '../../electron/analysis/samples');
const COPIES = 12;

/** The analysis workbench: the viewer's layers and tools, then a folder analysed, looked through and compared. */
export async function workbench({ page, wizard, step, picture, rehearsal, folder }: Tour): Promise<void> {
  await step('viewer', async () => {
    // The guide has been seen; the workbench is shown as it is on site.
    if (rehearsal) await wizard.button('Hide guide').click();
    await painted(page);
    const layers = page.getByRole('group', { name: 'Boxes shown' });
    await layers.getByText('Words', { exact: true }).click();
    await layers.getByText('Cells', { exact: true }).click();
    await picture('layers');
    await page.getByRole('tab', { name: /^Fields/ }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Searchable PDF' })).toBeVisible();
    await picture('save-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(page.getByText('rotate right')).toBeVisible();
    await picture('keys');
    await page.keyboard.press('Escape');
  });

  const documents = join(folder, 'Incoming invoices');
  await mkdir(documents, { recursive: true });
  for (let at = 1; at <= COPIES; at++)
    await cp(join(SAMPLES, 'invoice.pdf'), join(documents, `invoice-${String(at).padStart(3, '0')}.pdf`));
  await writeFile(join(documents, 'damaged.pdf'), '%PDF-1.7\nnothing that a reader could follow');
  await writeFile(join(documents, 'notes.txt'), 'Not a document.');
  const rows = Array.from({ length: COPIES }, (_, at) => {
    const total = at === 4 ? '8,417.11' : '8,147.11';
    return `invoice-${String(at + 1).padStart(3, '0')}.pdf,"${total}",2026-03-09,Larkspur Marine Supply Co.`;
  });
  const expected = ['Document,InvoiceTotal,InvoiceDate,VendorName', ...rows].join('\n');

  await step('batch', async () => {
    await page.getByRole('navigation', { name: 'Ways to analyse' }).getByRole('link', { name: 'A folder' }).click();
    await expect(wizard.heading('Analyse a folder')).toBeVisible();
    await picture('folder');
    await page.getByRole('textbox', { name: 'Folder of documents' }).fill(documents);
    await wizard.button('Look into it').click();
    await expect(page.getByText('1 file is left out')).toBeVisible();
    await picture('folder-chosen');
    await wizard.button(`Analyse ${COPIES + 1} documents`).click();
    await expect(page.getByText(/[1-9]\d* done/).first()).toBeVisible({ timeout: 60_000 });
    await picture('folder-running');
    await expect(wizard.button('Try the failed one again')).toBeVisible({ timeout: 180_000 });
    await picture('documents');
  });
  await step('compare', async () => {
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await expect(page.getByText('How values are compared')).toBeVisible();
    await picture('compare');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'expected.csv', mimeType: 'text/csv', buffer: Buffer.from(expected) });
    await expect(page.getByText(/fields right/).first()).toBeVisible();
    await picture('compared');
  });
}

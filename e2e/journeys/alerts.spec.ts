import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { makeHistory } from '../../electron/testing/made-history.ts';
import type { Profile } from '../fixtures/drydock.ts';
import { expect, test } from '../fixtures/test.ts';
import { Wizard } from '../pages/wizard.ts';

/** A year of use that used a small commitment up, and a licence that ends in ten days. */
async function aYear({ data, folder }: Profile): Promise<void> {
  const until = new Date();
  const [made] = await makeHistory(data, { seed: 1, until, years: 1, deployments: 1, meters: 1 });
  const feature = made?.parts[0];
  if (!made || !feature) throw new Error('nothing was made');
  const licenceFolder = join(folder, 'licence');
  await mkdir(licenceFolder);
  const ends = new Date(until.getTime() + 10.5 * 86_400_000).toISOString();
  await writeFile(join(licenceFolder, 'license.json'), JSON.stringify({ expiry: ends }));
  const path = join(data, 'settings.json');
  const kept: { deployments: (typeof made)[] } = JSON.parse(await readFile(path, 'utf8'));
  const deployments = kept.deployments.map((one) => ({
    ...one,
    parts: one.parts.map((part, at) => (at === 0 ? { ...part, licenceFolder } : part)),
  }));
  const day = (months: number): string =>
    new Date(until.getTime() + months * 30 * 86_400_000).toISOString().slice(0, 10);
  const plan = {
    id: 'plan',
    name: 'Small plan',
    deploymentIds: [made.id],
    meters: [{ image: feature.image, meter: 'CognitiveServices.FormRecognizer.Container.InvoicePages' }],
    quantity: '100',
    unit: 'pages',
    startsOn: day(-6),
    endsOn: day(6),
    price: null,
  };
  await writeFile(path, JSON.stringify({ ...kept, deployments, commitments: [plan] }));
}

test('what hurts stands on its page, is told once on the desktop, and leads to where it is mended', async ({
  profile,
}) => {
  await aYear(profile);
  const { app, window, close } = await profile.launch();
  // The test's screen shows no messages: they are caught where the app hands them to the system.
  await app.evaluate(({ Notification }) => {
    const told: string[] = [];
    const press: (() => void)[] = [];
    Object.assign(globalThis, { told, press });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.push(this.title);
      press.push(() => this.emit('click'));
    };
  });
  const told = (): Promise<string[]> => app.evaluate(() => Reflect.get(globalThis, 'told'));
  const wizard = new Wizard(window);
  await wizard.go('Alerts');
  await expect(window.getByRole('heading', { level: 2 })).toHaveText([
    '“Small plan” is used up',
    /^The licence for Invoice ends in 10 days/,
    'What happens here',
  ]);
  await window.getByRole('link', { name: 'Open Usage' }).click();
  await expect(wizard.heading('Usage')).toBeVisible();
  await expect(window.getByRole('complementary', { name: 'Alerts' })).toContainText('“Small plan” is used up.');
  await expect
    .poll(told, { timeout: 60_000 })
    .toEqual(['“Small plan” is used up', expect.stringContaining('ends in 10 days')]);
  await wizard.go('Host');
  await app.evaluate(() => Reflect.get(globalThis, 'press')[0]());
  await expect(wizard.heading('Usage')).toBeVisible();
  await close();
  const kept = JSON.parse(await readFile(join(profile.data, 'alerts.json'), 'utf8'));
  expect(kept.shown).toHaveLength(2);
});

test('an evidence report is saved as a PDF with the raw readings in it', async ({ profile }) => {
  await aYear(profile);
  const { app, window } = await profile.launch();
  const path = join(profile.folder, 'report.pdf');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await new Wizard(window).step('Usage');
  await window.getByRole('button', { name: 'Evidence report…' }).click();
  await window.getByRole('button', { name: 'Save report…' }).click();
  await expect(window.getByText(/^Saved: \d+ pages, [\d,]+ readings attached$/)).toBeVisible({ timeout: 30_000 });
  const pdf = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  expect(Object.keys(await pdf.getAttachments())).toEqual(['readings.jsonl']);
  await pdf.destroy();
});

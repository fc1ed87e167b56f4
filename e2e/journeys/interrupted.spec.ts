// Drydock is closed, killed, and loses its settings while it has work in hand; what ran goes on serving.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { licenceText, parseLicence } from 'form-recognizer-rehearsal/licence';
import type { Deployment } from '#shared/domain/deployment.ts';
import { en } from '../../shared/words/en.ts';
import { inMain } from '../fixtures/main-process.ts';
import { readyAt } from '../fixtures/ready.ts';
import { expect, test } from '../fixtures/test.ts';
import { docker } from '../fixtures/world.ts';
import { faults } from '../pages/faults.ts';
import { endOf, get } from '../pages/taken-over.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

const DAY_MS = 86_400_000;
const IN_20_DAYS = new Date(Date.now() + 20 * DAY_MS).toISOString();

/** A deployment that serves, with a licence that ends soon and a new one beside it. */
async function renewing(page: Page): Promise<Deployment> {
  const wizard = new Wizard(page);
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  const [deployment] = await get<Deployment[]>(page, 'deployments.list');
  const folder = deployment?.parts[0]?.licenceFolder ?? '';
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.lic'))) {
    const terms = parseLicence(await readFile(join(folder, name), 'utf8'));
    if (!terms) throw new Error('the stand-in wrote no licence');
    await writeFile(join(folder, name), licenceText({ ...terms, expiresAt: IN_20_DAYS }));
  }
  await wizard.next('Continue to run').click();
  await wizard.start();
  if (!deployment) throw new Error('nothing is defined');
  const input = { deploymentId: deployment.id, images: ['layout'], eulaAccepted: true };
  expect(await endOf(page, 'renewal.fetch', input)).toBe('succeeded');
  return deployment;
}

/** Begins to replace; ends when the old container is stopped and the new one, which takes this long to be ready, is made. */
async function replacing(page: Page, { id }: Deployment, readyAfterMs: number): Promise<void> {
  const state = await get<{ parts: { fresh: { licence: { folder: string } } | null }[] }>(page, 'renewal.state', {
    deploymentId: id,
  });
  const fresh = state.parts[0]?.fresh?.licence.folder ?? '';
  await writeFile(join(fresh, 'rehearsal.switches.json'), JSON.stringify({ readyAfterMs }));
  await get(page, 'renewal.replace', { deploymentId: id });
  const running = async (): Promise<string[]> =>
    (await docker('ps', '--format', '{{.Names}}', '--filter', 'label=io.drydock.image=layout')).split('\n');
  await expect
    .poll(running, { timeout: 60_000, intervals: [100] })
    .toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^drydock-${id}-\\d{4}-`))]));
}

const gone = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve) => app.process().once('exit', () => resolve()));

/** Presses the second button of what is asked before the window closes. */
const closeWhenDone = (app: ElectronApplication): Promise<void> =>
  inMain(() =>
    app.evaluate(({ dialog }, title) => {
      const before = dialog.showMessageBox.bind(dialog) as (...all: unknown[]) => Promise<unknown>;
      dialog.showMessageBox = (async (...all: unknown[]) =>
        (all.at(-1) as Electron.MessageBoxOptions).message === title
          ? { response: 1, checkboxChecked: false }
          : before(...all)) as typeof dialog.showMessageBox;
    }, en.closing.heldTitle),
  );

// Longer than closing waits for what may be cancelled.
const LONG_MS = 17_000;

for (const way of ['its window', 'quitting'] as const)
  test(`closed by ${way} in the short stop of a renewal, Drydock waits until the service serves`, async ({
    profile,
  }) => {
    const { app, window } = await profile.launch();
    const deployment = await renewing(window);
    await closeWhenDone(app);
    await replacing(window, deployment, LONG_MS);
    const ended = gone(app);
    const close = ({ app: main, BrowserWindow }: typeof Electron.CrossProcessExports, what: string): void =>
      void setTimeout(() => (what === 'quitting' ? main.quit() : BrowserWindow.getAllWindows()[0]?.close()), 0);
    await app.evaluate(close, way);
    await ended;
    expect(await readyAt(deployment.hostPort)).toBe(true);
  });

/** What is wrong with a screen, at both sizes; pictures of it in both themes where `DRYDOCK_PICTURES` names a folder. */
async function looked(page: Page, app: ElectronApplication, name: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const [width, height] of [
    [1280, 800],
    [1024, 700],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    wrong.push(...(await faults(page, `${name}, ${width}`)));
    const folder = process.env['DRYDOCK_PICTURES'];
    for (const colorScheme of folder ? (['dark', 'light'] as const) : []) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder ?? '', `${name}-${colorScheme}-${width}.png`) });
    }
  }
  return wrong;
}

// Slow: three starts of the app, a renewal on the real engine, and three screens looked at in both themes and at both sizes.
test('killed in a renewal Drydock takes it back by itself and says so; after a loss of its settings it finds what serves', async ({
  profile,
}) => {
  const first = await profile.launch();
  const deployment = await renewing(first.window);
  await replacing(first.window, deployment, LONG_MS);
  await first.kill();

  const second = await profile.launch();
  const interrupted = second.window.getByRole('region', { name: 'Interrupted' });
  await expect(interrupted).toContainText('Taken back: the old licence is in use as before.', { timeout: 60_000 });
  expect(await readyAt(deployment.hostPort)).toBe(true);
  const wrong = await looked(second.window, second.app, 'interrupted');
  await interrupted.getByRole('button', { name: 'Dismiss for Layout' }).click();
  await expect(interrupted).toHaveCount(0);
  expect(await endOf(second.window, 'renewal.undo', { deploymentId: deployment.id })).toBe('succeeded');
  await second.close();

  await rm(join(profile.data, 'settings.json'));
  await rm(join(profile.data, 'copies'), { recursive: true });
  const { window, app } = await profile.launch();
  const found = window.getByRole('main').getByRole('region', { name: 'Found on this engine' });
  await expect(found).toContainText(`Layout at port ${deployment.hostPort}, running`);
  wrong.push(...(await looked(window, app, 'found')));
  await new Wizard(window).go('Settings');
  // There it is listed once, with whatever else is on the engine.
  await expect(found).toHaveCount(0);
  await expect(window.getByRole('listitem', { name: 'layout' })).toBeVisible();
  wrong.push(...(await looked(window, app, 'found-settings')));
  await window.getByRole('listitem', { name: 'layout' }).getByRole('textbox', { name: 'Name' }).fill('Front desk');
  await window.getByRole('button', { name: 'Take up layout' }).click();
  const rail = window.getByRole('navigation', { name: 'Main navigation' });
  await expect(rail.getByRole('link', { name: /^Front desk.*Serving/ })).toBeVisible();
  expect(wrong).toEqual([]);
});

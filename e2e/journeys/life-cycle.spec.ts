import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Answer, Bridge } from '#shared/contract/messages.ts';
import type { Opened } from '../fixtures/drydock.ts';
import { expect, test } from '../fixtures/test.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

/** Asks the main side as the page of a world would, past the page's own code. */
const ask = (
  page: Page,
  call: { world: 'real' | 'rehearsal' | null; path: string; input?: unknown },
): Promise<Answer> =>
  page.evaluate(
    ({ world, path, input }) =>
      (window as unknown as { readonly drydock: Bridge }).drydock.call({ world, path, input: input ?? undefined }),
    call,
  );

const gone = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve) => app.process().once('exit', () => resolve()));

const logOf = (data: string): Promise<string> => readFile(join(data, 'drydock.log'), 'utf8');

/** What stays when the app has ended: nothing of it runs. */
async function closedByItself({ app, window }: Opened): Promise<void> {
  const ended = gone(app);
  await window.close();
  await ended;
}

test.describe('a start that fails', () => {
  test('says which file and what to do, starts when that is done, and can be closed', async ({ profile }) => {
    const settings = join(profile.data, 'settings.json');
    await mkdir(settings, { recursive: true });
    const opened = await profile.launch();
    const { window } = opened;
    await expect(window.getByRole('heading', { name: 'Drydock could not start' })).toBeVisible();
    await expect(window.getByRole('alert')).toContainText(settings);
    await expect(window.getByText(join(profile.data, 'drydock.log'))).toBeVisible();
    for (const name of ['Try again', 'Open the folder', 'Quit'])
      await expect(window.getByRole('button', { name })).toBeVisible();
    await window.getByRole('button', { name: 'Try again' }).click();
    await expect(window.getByRole('alert')).toContainText(settings);
    await rm(settings, { recursive: true });
    await window.getByRole('button', { name: 'Try again' }).click();
    await expect(
      new Wizard(window).heading('Read invoices, receipts and IDs on a computer that is never online'),
    ).toBeVisible();
    expect(await logOf(profile.data)).toContain('start.file-unusable');
    await closedByItself(opened);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`looks right in ${colorScheme}, and is left by Quit and by the window’s own button`, async ({
      profile,
    }, info) => {
      await mkdir(join(profile.data, 'settings.json'), { recursive: true });
      const opened = await profile.launch({ size: { width: 1024, height: 700 } });
      // The driver says what the page prefers, whatever the system does.
      await opened.window.emulateMedia({ colorScheme });
      await expect(opened.window.getByRole('heading', { name: 'Drydock could not start' })).toBeVisible();
      await expect(opened.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      await info.attach(colorScheme, { body: await opened.window.screenshot(), contentType: 'image/png' });
      const ended = gone(opened.app);
      // The app may be gone before the driver has its answer: that it ends is what is waited for.
      if (colorScheme === 'light')
        opened.window
          .getByRole('button', { name: 'Quit' })
          .click()
          .catch(() => null);
      else await closedByItself(opened);
      await ended;
    });

  test('is none where only what alerts and the clock remember cannot be read: that is set aside and said', async ({
    profile,
  }) => {
    for (const name of ['alerts.json', 'clock.json']) await mkdir(join(profile.data, name), { recursive: true });
    const { window } = await profile.launch();
    await expect(
      new Wizard(window).heading('Read invoices, receipts and IDs on a computer that is never online'),
    ).toBeVisible();
    await expect(window.getByText('The file that records which alerts were shown could not be read.')).toBeVisible();
    await expect(window.getByText('What was kept of this computer’s clock could not be read.')).toBeVisible();
  });
});

test('two clicks on “Rehearse first” open one rehearsal engine', async ({ profile }) => {
  const { window, app } = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  await new Wizard(window).button('Rehearse first').waitFor();
  const clicks = [1, 2].map(() => ask(window, { world: 'real', path: 'engine.rehearse', input: { on: true } }));
  await Promise.allSettled(clicks); // the page may be gone before the answer comes
  await expect(window.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
  const engines = await app.evaluate(async ({ app: electron }) => {
    const { readdir, readFile: read } = process.getBuiltinModule('node:fs/promises');
    const helpers = new Set(electron.getAppMetrics().map(({ pid }) => String(pid)));
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const texts = await Promise.all(ids.map((id) => read(`/proc/${id}/cmdline`, 'latin1').catch(() => '')));
    const sockets = texts.flatMap((text) => /drydock-rehearsal-[0-9a-f]+\.sock/.exec(text)?.[0] ?? []);
    return { sockets: new Set(sockets).size, utilities: helpers.size };
  });
  expect(engines.sockets).toBeLessThanOrEqual(1);
});

test('a real task does not show in the rehearsal, and no page reaches the other side', async ({ profile }) => {
  const { window } = await profile.launch();
  const wizard = new Wizard(window);
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey(), { endpoint: 'https://unreachable.cognitiveservices.azure.com' });
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.button('Download licence').click();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  const tasks = await ask(window, { world: 'real', path: 'tasks.list' });
  if (!tasks.ok) throw new Error(tasks.failure.code);
  const running = (tasks.value as { id: string; path: string; input: unknown; state: { name: string } }[]).find(
    ({ state }) => state.name === 'running',
  );
  if (!running) throw new Error('nothing runs');

  await ask(window, { world: 'real', path: 'engine.rehearse', input: { on: true } }).catch(() => null);
  await expect(window.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
  await wizard.go('Tasks');
  await expect(window.getByText('No tasks yet')).toBeVisible();
  const other = { ok: false, failure: { code: 'call.other-world' } };
  expect(await ask(window, { world: 'real', path: running.path, input: running.input })).toMatchObject(other);
  expect(await ask(window, { world: 'real', path: 'tasks.list' })).toMatchObject(other);
  expect(
    await window.evaluate(
      (operationId) =>
        (window as unknown as { readonly drydock: Bridge }).drydock.cancel({ world: 'real', operationId }),
      running.id,
    ),
  ).toMatchObject(other);

  await wizard.button('End rehearsal').click();
  await expect(window.getByRole('complementary', { name: 'Rehearsal' })).toBeHidden();
  // The download may have given up by itself meanwhile: what counts is that it is there again.
  await wizard.go('Tasks');
  await expect(window.getByText(/^Download licence/).first()).toBeVisible();
});

test.describe('faults that nobody caught', () => {
  test('of the window’s process: it is opened again and says so', async ({ profile }) => {
    const { app, window } = await profile.launch();
    await new Wizard(window).heading('Read invoices, receipts and IDs on a computer that is never online').waitFor();
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return new Promise<void>((resolve) => {
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      });
    });
    // The driver has lost its page with the process; the app is asked instead.
    const text = (): Promise<string> =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
      );
    await expect.poll(text, { timeout: 20_000 }).toContain('The window failed and was opened again.');
    expect(await text()).toContain('Read invoices, receipts and IDs on a computer that is never online');
    expect(await logOf(profile.data)).toMatch(/error window: .*crashed|killed/);
  });

  test('in the main process: the log has them, the window tells, and everything goes on', async ({ profile }) => {
    const { app, window } = await profile.launch();
    // The driver may lose an answer while the main process loads its services.
    await expect(window.getByRole('link', { name: 'Looking for a container engine…' })).toBeHidden();
    await app.evaluate(() => {
      setTimeout(() => {
        throw new Error('thrown past everyone');
      });
      void Promise.reject(new Error('rejected past everyone'));
    });
    await expect(window.getByText('Something in Drydock failed unexpectedly.').first()).toBeVisible();
    await expect.poll(() => logOf(profile.data)).toMatch(/uncaught exception: Error: thrown past everyone/);
    await expect.poll(() => logOf(profile.data)).toMatch(/unhandled rejection: Error: rejected past everyone/);
    expect(await ask(window, { world: 'real', path: 'deployments.list' })).toMatchObject({ ok: true });
  });

  test('of a helper process: the log has it, and the window goes on', async ({ profile }) => {
    const { app, window } = await profile.launch();
    // The engine was looked for: the driver may lose an answer while the main process loads its services.
    await expect(window.getByRole('link', { name: 'Looking for a container engine…' })).toBeHidden();
    await app.evaluate(({ app: electron }) => {
      const helper = electron.getAppMetrics().find(({ type }) => type === 'GPU' || type === 'Utility');
      if (helper) process.kill(helper.pid, 'SIGKILL');
    });
    await expect.poll(() => logOf(profile.data)).toMatch(/helper process: .* is gone/);
    await new Wizard(window).go('Settings');
  });
});

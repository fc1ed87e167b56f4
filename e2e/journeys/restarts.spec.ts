import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { Bridge } from '#shared/contract/messages.ts';
import { expect, test } from '../fixtures/test.ts';
import { docker, forgetLayers } from '../fixtures/world.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

const Usage = z.object({ meters: z.array(z.object({ quantity: z.number() })) });
const Listed = z.object({
  ok: z.literal(true),
  value: z.array(z.object({ parts: z.array(z.object({ outputFolder: z.string() })) })),
});

/** The folder that the only deployment's container writes to. */
async function outputFolderOf(page: Page): Promise<string> {
  const answer = await page.evaluate(() =>
    (window as unknown as { readonly drydock: Bridge }).drydock.call({
      world: 'real',
      path: 'deployments.list',
      input: undefined,
    }),
  );
  const folder = Listed.parse(answer).value[0]?.parts[0]?.outputFolder;
  if (folder === undefined) throw new Error('there is no deployment');
  return folder;
}

test('killed anywhere, it lands on the right step with nothing lost', async ({ profile }) => {
  await forgetLayers();
  const start = async () => {
    const opened = await profile.launch();
    return { opened, wizard: new Wizard(opened.window) };
  };
  let { opened, wizard } = await start();
  const again = async (): Promise<void> => {
    await opened.kill();
    ({ opened, wizard } = await start());
  };

  await wizard.create('Layout', { name: 'Engine room' });
  await again();
  await expect(wizard.heading('Pull')).toBeVisible();
  await wizard.button('Pull image').click();
  await expect(wizard.page.getByRole('progressbar').first()).toBeVisible();
  await again(); // in mid-pull
  await expect(wizard.heading('Pull')).toBeVisible();
  await wizard.pull();
  await again();
  await expect(wizard.heading('Licence')).toBeVisible();
  await wizard.keepCredentials(newKey());
  await again();
  await expect(wizard.page.getByText('In the keychain')).toBeVisible();
  await wizard.downloadLicence();
  await again();
  await expect(wizard.heading('Run')).toBeVisible();
  await wizard.start();
  await again(); // the containers go on by themselves
  await expect(wizard.heading('Analyse')).toBeVisible();
  await expect(wizard.page.getByRole('link', { name: /Engine room.*Serving/ })).toBeVisible();
  await wizard.analyse(/^Layout/);
  await wizard.next('Continue to usage').click();
  await expect(wizard.usageTable()).toContainText('LayoutPages');
  await again();
  await expect(wizard.heading('Usage')).toBeVisible();
  await expect(wizard.usageTable()).toContainText('LayoutPages');
});

test('killed in the middle of an analysis, its result is fetched after the next start, and its page counts once', async ({
  profile,
}) => {
  const first = await profile.launch();
  const wizard = new Wizard(first.window);
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.next('Continue to analyse').click();
  await writeFile(join(await outputFolderOf(first.window), 'rehearsal.switches.json'), '{"runningMs": 8000}');
  await wizard.page.getByRole('radio', { name: /^Layout/ }).click();
  await wizard.button('Analyse').click();
  const taken = wizard.page.getByRole('listitem').filter({ hasText: 'The container reads it' });
  await expect(taken).toHaveAttribute('data-state', 'running');
  await first.kill();

  const { window } = await profile.launch();
  const after = new Wizard(window);
  await expect(window.getByText(/^An analysis of form\.pdf from .* was interrupted\.$/).first()).toBeVisible();
  await after.step('Analyse');
  await after.button('Fetch the result').click();
  await expect(after.next('Continue to usage')).toBeVisible({ timeout: 60_000 });
  await after.next('Continue to usage').click();
  await expect(after.usageTable()).toContainText('LayoutPages');
  const usage = Usage.parse(await (await fetch('http://127.0.0.1:5000/records/usage-logs/')).json());
  expect(usage.meters.map(({ quantity }) => quantity)).toEqual([2]);
});

test('a licence download that was killed leaves no container after the next start', async ({ profile }) => {
  const first = await profile.launch();
  const wizard = new Wizard(first.window);
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  // At this endpoint the download tries for a while, so that the kill falls into it.
  const key = newKey();
  await wizard.keepCredentials(key, { endpoint: 'https://unreachable.cognitiveservices.azure.com' });
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.button('Download licence').click();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  expect(await docker('ps', '--all', '--quiet')).not.toBe('');
  await first.kill();
  await profile.launch();
  await expect.poll(() => docker('ps', '--all', '--quiet')).toBe('');
});

test('a reload of the window finds the running task again, and it can be cancelled', async ({ wizard, opened }) => {
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey(), { endpoint: 'https://unreachable.cognitiveservices.azure.com' });
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.button('Download licence').click();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  await opened.window.reload();
  await expect(wizard.page.getByRole('log')).toContainText('Failed to reach endpoint');
  await wizard.button('Cancel').click();
  await expect(wizard.page.getByText(/^Cancelled at/)).toBeVisible();
  await expect.poll(() => docker('ps', '--all', '--quiet')).toBe('');
});

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { filesWithKey } from '../fixtures/secrets.ts';
import { expect, test } from '../fixtures/test.ts';
import { docker, fromWorld } from '../fixtures/world.ts';
import { newKey, Wizard } from '../pages/wizard.ts';

test('without an engine it says where it looked and what to do', async ({ profile }) => {
  const { window } = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/nothing.sock` } });
  const wizard = new Wizard(window);
  await wizard.go('Host');
  await expect(window.getByText('No container engine answers on this computer.')).toBeVisible();
  await expect(window.getByText('Install Docker or Podman on this computer').first()).toBeVisible();
  await expect(window.getByRole('row', { name: /DOCKER_HOST.*nothing\.sock/ })).toBeVisible();
  await expect(window.getByRole('banner')).toContainText('No container engine found');
  // The address of one that is there puts it right.
  await window.getByLabel('Another address').fill(fromWorld('DRYDOCK_TEST_ENGINE'));
  await wizard.button('Use it').click();
  await expect(window.getByRole('banner')).toContainText('Docker 20');
});

test('without a keychain the key is kept for the session only, and never in a file', async ({ profile }) => {
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${profile.folder}/no-bus` };
  const first = await profile.launch({ env });
  const wizard = new Wizard(first.window);
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await expect(wizard.page.getByText('No keychain is available')).toBeVisible();
  const key = newKey();
  await wizard.keepCredentials(key, { keep: 'Keep for this session' });
  await expect(wizard.page.getByText('This session only')).toBeVisible();
  await wizard.downloadLicence();
  expect(await filesWithKey(profile.folder, key)).toEqual([]);
  await first.close();
  const second = await profile.launch({ env });
  const after = new Wizard(second.window);
  await after.step('Licence');
  await expect(after.page.getByLabel('Endpoint')).toBeVisible();
  expect(await filesWithKey(profile.folder, key)).toEqual([]);
});

test('a refused key says so, and the right one then works', async ({ wizard }) => {
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(`bad${newKey().slice(3)}`);
  await wizard.page.getByLabel('I have read and accept').check();
  await wizard.button('Download licence').click();
  await expect(wizard.page.locator('[data-code="license.key-refused"]')).toBeVisible();
  expect(await docker('ps', '--all', '--quiet')).toBe('');
  await wizard.button('Replace').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
});

test('an image that the registry does not have is named, and nothing is lost', async ({ wizard }) => {
  await wizard.create('Receipt');
  await wizard.page.getByLabel('Tag of Receipt').fill('none-such');
  await wizard.button('Use this source').click();
  await wizard.button('Pull 2 images').click();
  await expect(wizard.page.getByRole('alert')).toContainText('receipt:none-such');
  await wizard.page.getByLabel('Tag of Receipt').fill(fromWorld('DRYDOCK_TEST_TAG'));
  await wizard.button('Use this source').click();
  await wizard.pull();
});

test('documents that cannot be read are refused with their reason before anything is sent', async ({
  wizard,
  profile,
}) => {
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.next('Continue to analyse').click();
  const give = async (name: string, content: string | Uint8Array): Promise<void> => {
    const path = join(profile.folder, name);
    await writeFile(path, content);
    await wizard.page.getByLabel('Your own document').setInputFiles(path);
  };
  const told = (code: string) => expect(wizard.page.locator(`[data-code="${code}"]`)).toBeVisible();
  await give('empty.pdf', '');
  await told('document.empty');
  await give('letter.pdf', 'Dear operator, this is text.');
  await told('document.wrong-type');
  await give('large.pdf', new Uint8Array(50 * 2 ** 20 + 1));
  await told('document.too-large');
  await give('damaged.pdf', '%PDF-1.7\nand then nothing\n');
  await wizard.button('Analyse').click();
  await told('document.damaged');
});

test('a port that another program took while it was down is named before anything is started, and serves once it is free', async ({
  wizard,
}) => {
  await wizard.create('Layout');
  await wizard.pull();
  await wizard.next('Continue to licence').click();
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.step('Run');
  const containers = (await docker('ps', '--quiet', '--no-trunc')).trim().split('\n');
  await docker('stop', ...containers);
  await expect(wizard.page.getByRole('main').getByText('Stopped').first()).toBeVisible();
  const other = createServer();
  await new Promise<void>((resolve, reject) => other.on('error', reject).listen(5000, '127.0.0.1', resolve));
  try {
    await wizard.button('Start again').click();
    await expect(wizard.page.locator('[data-code="port.taken"]')).toBeVisible();
    await expect(wizard.page.locator('[data-code="port.taken"]')).toContainText('5000');
    expect(await docker('ps', '--quiet')).toBe('');
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
  await wizard.button('Start again').click();
  await expect(wizard.next('Continue to analyse')).toBeVisible({ timeout: 90_000 });
});

test('a registry that wants a login gets one, and says when it is refused', async ({ wizard }) => {
  await wizard.create('Layout', { registry: fromWorld('DRYDOCK_TEST_REGISTRY_AUTH') });
  await wizard.button('Pull image').click();
  await expect(wizard.page.locator('[data-code="registry.login-needed"]')).toBeVisible();
  const logIn = async (password: string): Promise<void> => {
    await wizard.page.getByLabel('User name').fill(fromWorld('DRYDOCK_TEST_REGISTRY_USER'));
    await wizard.page.getByLabel('Password').fill(password);
    await wizard.button('Keep login').click();
    await expect(wizard.page.getByText(/^Logs in at/)).toBeVisible();
  };
  await wizard.button(/wants a login$/).click();
  await logIn('not-this-one');
  await wizard.button('Pull image').click();
  await expect(wizard.page.locator('[data-code="registry.login-refused"]')).toBeVisible();
  await wizard.button('Replace').click();
  await logIn(fromWorld('DRYDOCK_TEST_REGISTRY_PASSWORD'));
  await wizard.pull();
});

test('without a registry the image comes from a file', async ({ wizard, profile }) => {
  const reference = `${fromWorld('DRYDOCK_TEST_REGISTRY')}/azure-cognitive-services/form-recognizer/layout:latest`;
  const archive = join(profile.folder, 'layout.tar');
  const mirrored = 'harbor.plant.local:8443/azure-cognitive-services/form-recognizer/layout:carried';
  await docker('pull', '--quiet', reference);
  await docker('tag', reference, mirrored);
  await docker('save', '--output', archive, mirrored);
  await docker('image', 'rm', '--force', reference, mirrored);
  await wizard.create('Layout');
  await wizard.page.getByRole('textbox', { name: 'Image archive' }).fill(join(profile.folder, 'nothing.tar'));
  await wizard.button('Load').click();
  await expect(wizard.page.locator('[data-code="archive.not-found"]')).toBeVisible();
  await wizard.page.getByRole('textbox', { name: 'Image archive' }).fill(archive);
  await wizard.button('Load').click();
  await expect(wizard.page.getByText(mirrored)).toBeVisible();
  await expect(wizard.page.getByText('Not what is asked for')).toBeVisible();
  await wizard.button('Use it for Layout').click();
  await expect(wizard.next('Continue to licence')).toBeVisible();
});

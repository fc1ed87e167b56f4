// What a page that was taken over can ask for, each played from the page of the running app against decoys.
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { EngineSearch } from '#shared/domain/engine.ts';
import type { Confirmed, Grant } from '#shared/domain/grant.ts';
import { answerQuestions, questionsAsked } from '../fixtures/questions.ts';
import { engineMemory, holdsKey } from '../fixtures/secrets.ts';
import { expect, test } from '../fixtures/test.ts';
import { containersLeft, docker, fromWorld } from '../fixtures/world.ts';
import { type ask, endOf, get, refusalOf } from '../pages/taken-over.ts';
import { ENDPOINT, newKey, Wizard } from '../pages/wizard.ts';

/** Somebody else's machine: answers as an engine does, and keeps all that it hears. */
async function listen() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('latin1');
    });
    request.on('end', () => {
      heard.push(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${body}`);
      response.end(
        request.url?.includes('version')
          ? JSON.stringify({ ApiVersion: '1.41', Version: '20.10', Components: [{ Name: 'Engine' }] })
          : '{}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { heard, host: `tcp://127.0.0.1:${port}`, close: () => server.close() };
}

const proposed = (page: Parameters<typeof ask>[0]): Promise<Deployment> =>
  get(page, 'deployments.propose', {
    feature: 'layout',
    registry: fromWorld('DRYDOCK_TEST_REGISTRY'),
    tag: fromWorld('DRYDOCK_TEST_TAG'),
  });
const withFolder = (deployment: Deployment, change: Partial<Deployment['parts'][number]>): Deployment => ({
  ...deployment,
  parts: deployment.parts.map((part, at) => (at === 0 ? { ...part, ...change } : part)),
});

/** Every file below a folder that has this in it. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const path of paths) if ((await readFile(path, 'latin1')).includes(text)) found.push(path);
  return found;
}

test('a page cannot send keys to an engine of its choice: its address is asked for outside the page, before anything goes there', async ({
  profile,
}) => {
  const other = await listen();
  try {
    const { app, window, close } = await profile.launch({ says: 'no' });
    const key = newKey();
    await get(window, 'credentials.save', { resource: 'form-recognizer', endpoint: ENDPOINT, key, keep: 'session' });
    expect(await refusalOf(window, 'engine.use', { host: other.host })).toBe('engine.not-confirmed');
    expect(await questionsAsked(app)).toEqual([expect.stringContaining(other.host)]);
    for (const input of [{ engineHost: other.host }, { theme: 'dark', engineHost: other.host }])
      expect(await refusalOf(window, 'app.setPreferences', input)).toBe('call.bad-input');
    const { candidates } = await get<EngineSearch>(window, 'engine.search');
    expect(candidates.map(({ host }) => host)).not.toContain(other.host);
    await close();
    await profile.launch({ says: 'no' });
    expect(other.heard).toEqual([]);
  } finally {
    other.close();
  }
});

test('an engine’s address that was remembered without being confirmed is not spoken to until the operator confirms it', async ({
  profile,
}) => {
  const other = await listen();
  try {
    await mkdir(profile.data, { recursive: true });
    const preferences = { engineHost: other.host };
    await writeFile(join(profile.data, 'settings.json'), JSON.stringify({ version: 1, preferences }));
    const { window } = await profile.launch();
    const wizard = new Wizard(window);
    await wizard.go('Host');
    await expect(
      window.getByText(`${other.host} was entered as an engine’s address and never confirmed`),
    ).toBeVisible();
    expect(other.heard).toEqual([]);
    const places = window.getByRole('button', { name: 'Where it was looked for' });
    if (await places.isVisible()) await places.click();
    await wizard.button('Confirm…').click();
    await expect.poll(() => other.heard.length).toBeGreaterThan(0);
    expect(await get<Confirmed>(window, 'confirmed.list')).toMatchObject({ engines: [other.host] });
  } finally {
    other.close();
  }
});

test('a page cannot have a proxy’s password sent to another one: a new address is asked for, and the password goes with the old one', async ({
  profile,
}) => {
  const { app, window } = await profile.launch();
  const own = (address: string) => ({ use: 'own', address, noProxy: '' });
  const login = { username: 'me', password: newKey(), keep: 'session' };
  const kept = async () => (await get<{ login: unknown }>(window, 'license.proxy')).login;
  await get(window, 'license.setProxy', { proxy: own('http://proxy.plant:3128'), login });
  await get(window, 'license.setProxy', { proxy: { ...own('http://proxy.plant:3128'), noProxy: 'plant' } });
  expect(await kept()).toBe('session');
  await answerQuestions(app, 'no');
  const other = own('http://203.0.113.9:3128');
  expect(await refusalOf(window, 'license.setProxy', { proxy: other })).toBe('license.proxy-not-confirmed');
  expect(await refusalOf(window, 'app.setPreferences', { licenceProxy: other })).toBe('call.bad-input');
  expect(await get(window, 'license.proxy')).toMatchObject({ used: { address: 'http://proxy.plant:3128' } });
  expect(await kept()).toBe('session');
  await answerQuestions(app, 'yes');
  await get(window, 'license.setProxy', { proxy: other });
  expect(await kept()).toBeNull();
});

test('a page cannot have the key handed to an image of its choice: it is asked for by name and digest outside the page', async ({
  profile,
}) => {
  const { app, window } = await profile.launch({ says: 'no' });
  const key = newKey();
  const deployment = await get<Deployment>(window, 'deployments.save', await proposed(window));
  const [part] = deployment.parts;
  const images = deployment.parts.map(({ image, reference }) => ({ image, reference }));
  expect(await endOf(window, 'images.pull', { deploymentId: deployment.id, images })).toBe('succeeded');
  await get(window, 'credentials.save', { resource: 'form-recognizer', endpoint: ENDPOINT, key, keep: 'session' });
  const download = { deploymentId: deployment.id, images: ['layout'], eulaAccepted: true };
  expect(await endOf(window, 'license.download', download)).toBe('image.not-confirmed');
  // Under the vendor's name it is the same image.
  const vendors = `mcr.microsoft.com/azure-cognitive-services/form-recognizer/layout:${fromWorld('DRYDOCK_TEST_TAG')}`;
  await docker('tag', part?.reference ?? '', vendors);
  await get(window, 'deployments.save', withFolder(deployment, { reference: vendors }));
  expect(await endOf(window, 'license.download', download)).toBe('image.not-confirmed');
  const asked = await questionsAsked(app);
  expect(asked).toEqual([expect.stringContaining(part?.reference ?? ''), expect.stringContaining(vendors)]);
  for (const question of asked) expect(question).toMatch(/sha256:[0-9a-f]{64}/);
  expect(await containersLeft()).toEqual([]);
  expect(holdsKey(await engineMemory(), key)).toBe(false);

  // Once confirmed it is shown among the settings, and is not asked for again until it is withdrawn.
  await get(window, 'deployments.save', deployment);
  await answerQuestions(app, 'yes');
  expect(await endOf(window, 'license.download', download)).toBe('succeeded');
  await answerQuestions(app, 'no');
  expect(await endOf(window, 'license.download', download)).toBe('succeeded');
  expect(await questionsAsked(app)).toHaveLength(3);
  const wizard = new Wizard(window);
  await wizard.go('Settings');
  await wizard.button(`Withdraw ${part?.reference}`).click();
  await expect(wizard.button(`Withdraw ${part?.reference}`)).toBeHidden();
  expect(await endOf(window, 'license.download', download)).toBe('image.not-confirmed');
});

test('a page cannot have folders of the host mounted into a container', async ({ profile }) => {
  const { app, window } = await profile.launch({ says: 'no' });
  const decoy = join(profile.folder, 'decoy');
  for (const folder of [decoy, join(profile.home, '.ssh'), join(profile.home, 'plain')]) await mkdir(folder);
  await symlink('/etc', join(profile.home, 'plain/link'));
  const deployment = await proposed(window);
  const save = (change: Partial<Deployment['parts'][number]>) =>
    refusalOf(window, 'deployments.save', withFolder(deployment, change));
  const systems = ['/etc', '/', '/var/run', profile.home, join(profile.home, '.ssh'), profile.data];
  for (const path of [...systems, join(profile.home, 'plain/link')]) {
    // One around the deployment's other folders is refused for that already.
    const code = path === '/' || path === profile.home ? 'folder.shared-by-images' : 'folder.of-the-system';
    expect(await save({ licenceFolder: path }), path).toBe(code);
    expect(await save({ outputFolder: path }), path).toBe(code);
    expect(await refusalOf(window, 'app.confirmPath', { path, kind: 'use-folder' }), path).toBe('folder.of-the-system');
  }
  expect(await questionsAsked(app)).toEqual([]);
  expect(await save({ licenceFolder: decoy })).toBe('grant.not-given');
  expect(await questionsAsked(app)).toEqual([expect.stringContaining(decoy)]);
  expect(await get(window, 'deployments.list')).toEqual([]);
  expect(await get(window, 'license.checkFolder', { path: decoy })).toMatchObject({ given: false, exists: false });
  expect(await readdir(decoy)).toEqual([]);
  expect(await containersLeft()).toEqual([]);
});

test('a definition that a page stored before is not started with folders of the account', async ({ profile }) => {
  const first = await profile.launch();
  const sound = await get<Deployment>(first.window, 'deployments.save', await proposed(first.window));
  const images = sound.parts.map(({ image, reference }) => ({ image, reference }));
  expect(await endOf(first.window, 'images.pull', { deploymentId: sound.id, images })).toBe('succeeded');
  await first.close();
  const config = join(profile.home, '.config/autostart');
  const licenceFolder = sound.parts[0]?.licenceFolder ?? '';
  await mkdir(config, { recursive: true });
  await mkdir(licenceFolder, { recursive: true });
  await writeFile(join(licenceFolder, 'layout.lic'), JSON.stringify({ expiry: '2099-01-01' }));
  const file = join(profile.data, 'settings.json');
  const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const planted = withFolder(sound, { outputFolder: config, memoryBytes: 512 * 2 ** 20, cpus: 1 });
  await writeFile(file, JSON.stringify({ ...kept, deployments: [planted] }));
  const { window } = await profile.launch();
  expect(await endOf(window, 'deployments.start', { id: sound.id })).toBe('folder.of-the-system');
  expect(await readdir(config)).toEqual([]);
  expect(await containersLeft()).toEqual([]);
});

test('a page writes no file that the operator did not name in a dialog of the system', async ({ profile }) => {
  const { app, window } = await profile.launch({ says: 'no' });
  const decoy = join(profile.home, '.bashrc');
  await writeFile(decoy, 'mine');
  const period = { deploymentIds: ['x'], from: '2026-01-01', to: '2026-01-31' };
  expect(await endOf(window, 'evidence.make', { ...period, path: decoy })).toBe('call.bad-input');
  expect(await endOf(window, 'evidence.make', { ...period, file: decoy })).toBe('call.bad-input');
  expect(await endOf(window, 'evidence.make', { ...period, file: { id: 'made-up', path: decoy } })).toBe(
    'grant.unknown',
  );
  expect(await refusalOf(window, 'app.confirmPath', { path: decoy, kind: 'write-file-once' })).toBe('call.bad-input');

  // Names that a page makes up lead nowhere in the dialog, and an operator who presses on writes no shell's file.
  await answerSave(app, decoy);
  for (const fileName of ['../../.bashrc', decoy, '.bashrc'])
    expect(await refusalOf(window, 'app.saveText', { title: 'Save', fileName, text: 'theirs' })).toBe(
      'folder.of-the-system',
    );
  const offered = await app.evaluate(() => (globalThis as { offered?: string[] }).offered ?? []);
  expect(new Set(offered.map((path) => path.replace(/[^/]*$/, ''))).size).toBe(1);
  expect(offered.filter((path) => /\/\.[^/]*$/.test(path))).toEqual([]);

  // A place that was given is good for one file.
  const report = join(profile.home, 'report.txt');
  await answerSave(app, report);
  const grant = await get<Grant>(window, 'app.chooseNewFile', { title: 'Save', fileName: 'report.txt' });
  expect(await endOf(window, 'evidence.make', { ...period, file: { ...grant, path: decoy } })).not.toBe('succeeded');
  expect(await readFile(decoy, 'utf8')).toBe('mine');
});

/** What an operator chooses in the system's dialog for a new file; what was offered is kept. */
const answerSave = (app: ElectronApplication, filePath: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    const main = globalThis as { offered?: string[] };
    main.offered ??= [];
    dialog.showSaveDialog = (async (...all: unknown[]) => {
      main.offered?.push((all.at(-1) as Electron.SaveDialogOptions).defaultPath ?? '');
      return { canceled: false, filePath: path };
    }) as typeof dialog.showSaveDialog;
  }, filePath);

test('a page reads no file and no folder that the operator did not give', async ({ profile }) => {
  const { app, window } = await profile.launch({ says: 'no' });
  const secret = `root:$6$${newKey()}`;
  const folder = join(profile.folder, 'decoy');
  const shadow = join(folder, 'shadow');
  await mkdir(folder);
  await writeFile(shadow, secret);
  await writeFile(join(folder, 'letter.pdf'), '%PDF-1.4\n');
  const forged = (path: string) => ({ id: crypto.randomUUID(), path });
  const load = (archive: unknown) => endOf(window, 'images.load', { deploymentId: null, archive });
  expect(await load(shadow)).toBe('call.bad-input');
  expect(await load(forged(shadow))).toBe('grant.unknown');
  const deployment = await get<Deployment>(window, 'deployments.save', await proposed(window));
  const batch = (given: unknown) => ({ deploymentId: deployment.id, folder: given, subfolders: true });
  expect(await refusalOf(window, 'batch.look', batch(folder))).toBe('call.bad-input');
  expect(await refusalOf(window, 'batch.look', batch(forged(folder)))).toBe('grant.unknown');
  expect(await endOf(window, 'batch.run', batch(forged(folder)))).toBe('grant.unknown');
  expect(await endOf(window, 'batch.run', batch({ batchId: folder }))).toBe('batch.unknown');

  // Nothing that a page makes up is a drop.
  for (const input of [shadow, { path: shadow }, { dropped: shadow }])
    expect(await refusalOf(window, 'app.dropped', input)).toBe('call.bad-input');
  const dropped = await window.evaluate(
    (name) =>
      (window as unknown as { drydock: { call: (call: unknown) => Promise<unknown> } }).drydock.call({
        world: 'real',
        path: 'app.dropped',
        dropped: name,
        input: new File(['x'], name),
      }),
    shadow,
  );
  expect(dropped).toMatchObject({ ok: false });

  expect(await questionsAsked(app)).toEqual([]);
  expect(await refusalOf(window, 'app.confirmPath', { path: shadow, kind: 'read-file' })).toBe('grant.not-given');
  expect(await questionsAsked(app)).toEqual([expect.stringContaining(shadow)]);
  expect(await filesWith(profile.data, secret)).toEqual([]);
  expect((await readdir(folder)).toSorted()).toEqual(['letter.pdf', 'shadow']);
});

test('a page cannot have a folder that it has nothing to do with opened by the system', async ({ profile }) => {
  const { app, window } = await profile.launch({ says: 'no' });
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openPath = async (path) => {
      opened.push(path);
      return '';
    };
  });
  const program = join(profile.home, 'Program.app');
  await mkdir(join(program, 'Contents'), { recursive: true });
  await writeFile(join(profile.home, 'run.desktop'), '[Desktop Entry]');
  for (const path of [
    program,
    profile.home,
    '/etc',
    join(profile.home, 'run.desktop'),
    '/',
    'file:///etc',
    '\\\\host\\share',
  ])
    expect(await refusalOf(window, 'app.openFolder', { path }), path).not.toBeNull();
  expect(await app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([]);
});

test('a page cannot have private keys copied to where containers read, even where the operator confirms the folder', async ({
  profile,
}) => {
  const { app, window } = await profile.launch({ says: 'no' });
  const secret = newKey();
  const pem = `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----\n`;
  const ssh = join(profile.home, '.ssh');
  const copy = join(profile.folder, 'backup');
  for (const folder of [ssh, copy]) {
    await mkdir(folder);
    await writeFile(join(folder, 'my-key'), pem, { mode: 0o600 });
  }
  const deployment = await get<Deployment>(window, 'deployments.save', await proposed(window));
  const bring = (folder: unknown) =>
    endOf(window, 'renewal.import', { deploymentId: deployment.id, image: 'layout', folder });
  expect(await bring(ssh)).toBe('call.bad-input');
  expect(await bring({ id: 'made-up', path: ssh })).toBe('grant.unknown');
  expect(await refusalOf(window, 'app.confirmPath', { path: ssh, kind: 'read-folder' })).toBe('grant.not-given');
  await answerQuestions(app, 'yes');
  const given = (path: string) => get<Grant>(window, 'app.confirmPath', { path, kind: 'read-folder' });
  expect(await bring(await given(ssh))).toBe('folder.of-the-system');
  expect(await bring(await given(copy))).toBe('renewal.not-a-licence');
  expect((await filesWith(profile.folder, secret)).toSorted()).toEqual(
    [join(copy, 'my-key'), join(ssh, 'my-key')].toSorted(),
  );
});

import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImagePull } from '#shared/domain/operations.ts';
import { fromWorld, openRealDoor, type RealDoor } from '../testing/real-door.ts';

const run = promisify(execFile);
const docker = (...args: string[]) => run('docker', ['-H', fromWorld('DRYDOCK_TEST_ENGINE'), ...args]);

describe('pull and load on a real engine', () => {
  let door: RealDoor;
  let folder: string;
  const registry = fromWorld('DRYDOCK_TEST_REGISTRY');
  const layout = `${registry}/azure-cognitive-services/form-recognizer/layout:${fromWorld('DRYDOCK_TEST_TAG')}`;
  const pullOf = (reference: string) => ({ deploymentId: null, images: [{ image: 'layout' as const, reference }] });

  beforeAll(async () => {
    door = await openRealDoor();
    folder = await mkdtemp(join(tmpdir(), 'drydock-images-'));
  });
  afterAll(async () => {
    await door.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await docker('image', 'prune', '--all', '--force');
  });

  it('pulls an image layer by layer and answers what the engine has then', async () => {
    const { state, progress } = await door.run('images.pull', pullOf(layout));
    expect(state.name).toBe('succeeded');
    const last = progress.at(-1)?.images[0];
    expect(last?.state).toBe('done');
    expect(last?.layers.every((layer) => layer.state === 'complete' || layer.state === 'already-here')).toBe(true);
    expect(last?.doneBytes).toBe(last?.totalBytes);
    const done = progress.map((one) => one?.doneBytes ?? 0);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    const [image] = (await door.call('images.list')).filter(({ reference }) => reference === layout);
    const { stdout } = await docker('image', 'inspect', '-f', '{{index .RepoDigests 0}}', layout);
    expect(stdout.trim()).toContain(image?.digest ?? 'no digest');
  });

  it('names the image and the layers of each when several are pulled', async () => {
    const invoice = layout.replace('/layout:', '/invoice:');
    const { progress } = await door.run('images.pull', {
      deploymentId: null,
      images: [
        { image: 'invoice', reference: invoice },
        { image: 'layout', reference: layout },
      ],
    });
    const last: readonly ImagePull[] = progress.at(-1)?.images ?? [];
    expect(last.map(({ image, state }) => [image, state])).toEqual([
      ['invoice', 'done'],
      ['layout', 'done'],
    ]);
  });

  it('a cancelled pull ends as cancelled, and goes on from there the next time', async () => {
    const pull = await door.begin('images.pull', pullOf(layout));
    await pull.until(({ progress }) => ((progress as { doneBytes?: number } | null)?.doneBytes ?? 0) > 0);
    pull.cancel();
    expect((await pull.ended()).state.name).toBe('cancelled');
    expect((await door.call('images.list')).some(({ reference }) => reference === layout)).toBe(false);
    expect((await door.run('images.pull', pullOf(layout))).state.name).toBe('succeeded');
  });

  it.each([
    ['a tag that is not there', layout.replace(/:[^:]*$/, ':2.0-none'), 'image.unknown'],
    ['an image that is not there', layout.replace('/layout:', '/nothing-here:'), 'image.unknown'],
    ['a registry that nobody answers for', 'registry.invalid/some/layout:latest', 'registry.unreachable'],
    ['a registry whose port is closed', '127.0.0.1:9/some/layout:latest', 'registry.unreachable'],
    ['text that names no image', 'http://Layout Image', 'image.bad-reference'],
  ])('%s is told as such and names the image', async (_what, reference, code) => {
    const failure = await door.fail('images.pull', pullOf(reference));
    expect(failure.code).toBe(code);
    expect(JSON.stringify(failure.facts)).toContain(reference.slice(0, 20));
  });

  describe('a registry with a login', () => {
    const host = fromWorld('DRYDOCK_TEST_REGISTRY_AUTH');
    const behind = layout.replace(registry, host);
    const password = fromWorld('DRYDOCK_TEST_REGISTRY_PASSWORD');
    const username = fromWorld('DRYDOCK_TEST_REGISTRY_USER');

    it('wants it, refuses a wrong one, and takes the right one', async () => {
      expect(await door.fail('images.pull', pullOf(behind))).toMatchObject({ code: 'registry.login-needed' });
      await door.call('images.setRegistryLogin', { host, username, password: 'not-this-one', keep: 'session' });
      expect((await door.fail('images.pull', pullOf(behind))).code).toBe('registry.login-refused');
      await door.call('images.setRegistryLogin', { host, username, password, keep: 'keychain' });
      expect((await door.run('images.pull', pullOf(behind))).state.name).toBe('succeeded');
      const kept = { logins: [{ host, username, kept: 'keychain' }], unread: null };
      expect(await door.call('images.registryLogins')).toEqual(kept);
      await door.call('images.forgetRegistryLogin', { host });
      expect(await door.call('images.registryLogins')).toEqual({ logins: [], unread: null });
      expect(JSON.stringify(door.pushes)).not.toContain(password);
    });
  });

  describe('an archive', () => {
    const archive = (): string => join(folder, 'layout.tar');
    const saved = async (): Promise<void> => {
      await docker('pull', '--quiet', layout);
      await docker('save', '--output', archive(), layout);
      await docker('image', 'prune', '--all', '--force');
    };

    it('written by docker save is loaded, with its bytes counted', async () => {
      await saved();
      const { state, progress } = await door.run('images.load', {
        deploymentId: null,
        archive: await door.give('read-file', archive()),
      });
      expect(state).toMatchObject({ name: 'succeeded', output: [{ names: [layout], foreignPlatform: null }] });
      const { size } = await stat(archive());
      expect(progress.at(-1)).toMatchObject({ doneBytes: size, totalBytes: size });
      expect((await door.call('images.list')).some(({ reference }) => reference === layout)).toBe(true);
    });

    it('that breaks off is said to be unreadable', async () => {
      await saved();
      await truncate(archive(), Math.floor((await stat(archive())).size / 2));
      const failure = await door.fail('images.load', {
        deploymentId: null,
        archive: await door.give('read-file', archive()),
      });
      expect(failure).toMatchObject({ code: 'archive.unreadable', facts: { path: archive() } });
      expect((await door.call('images.list')).some(({ reference }) => reference === layout)).toBe(false);
    });

    it.each([
      ['is text', 'not an archive at all'],
      ['is empty', ''],
    ])('that %s is said to be unreadable or without images', async (_what, text) => {
      await writeFile(archive(), text);
      const failure = await door.fail('images.load', {
        deploymentId: null,
        archive: await door.give('read-file', archive()),
      });
      expect(['archive.unreadable', 'archive.no-images']).toContain(failure.code);
    });

    it('that is not there is said to be missing', async () => {
      const archivePath = join(folder, 'nothing.tar');
      const failure = await door.fail('images.load', {
        deploymentId: null,
        archive: await door.give('read-file', archivePath),
      });
      expect(failure).toMatchObject({ code: 'archive.not-found', facts: { path: archivePath } });
    });
  });
});

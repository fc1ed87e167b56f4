import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asRoot, type PrivateEngine, startPrivateEngine } from '../testing/as-root.ts';
import { fromWorld, openRealDoor, type RealDoor } from '../testing/real-door.ts';
import { until } from '../testing/until.ts';

const run = promisify(execFile);
const registry = fromWorld('DRYDOCK_TEST_REGISTRY');
const layout = `${registry}/azure-cognitive-services/form-recognizer/layout:${fromWorld('DRYDOCK_TEST_TAG')}`;
const pullOfLayout = { deploymentId: null, images: [{ image: 'layout' as const, reference: layout }] };

const topicsOf = (door: RealDoor): string[] =>
  door.pushes.flatMap((push) => (push.kind === 'changed' ? push.topics : []));

describe('an engine that goes away', () => {
  let engine: PrivateEngine;
  let door: RealDoor;
  // A new one for each: what an engine has pulled once it may keep, and then a pull has no middle.
  beforeEach(async () => {
    engine = await startPrivateEngine();
    door = await openRealDoor({ engine: engine.host });
  });
  afterEach(async () => {
    await door.close();
    await engine.end('SIGKILL');
  });
  const bytesOf = (progress: unknown): number => (progress as { doneBytes?: number } | null)?.doneBytes ?? 0;
  const back = () =>
    until('the engine to be found again', async () => (await door.call('engine.search')).engine?.host === engine.host);

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'in the middle of a pull (%s) is said to be lost; once it is back the same door pulls to the end and follows it',
    async (signal) => {
      const pull = await door.begin('images.pull', pullOfLayout);
      await pull.until(({ progress }) => bytesOf(progress) > 0);
      await engine.end(signal);
      const { state } = await pull.ended();
      expect(state).toMatchObject({ name: 'failed', failure: { code: 'engine.lost' } });

      const { engine: none, candidates } = await door.call('engine.search');
      expect(none).toBeNull();
      expect(candidates.find(({ source }) => source === 'environment')?.outcome).toMatch(/^(?:not-running|no-socket)$/);
      expect(await door.answerTo('images.list')).toMatchObject({ ok: false });

      door.pushes.length = 0;
      await engine.again();
      await back();
      await expect.poll(() => topicsOf(door), { timeout: 20_000 }).toContain('images');
      await door.succeed('images.pull', pullOfLayout);
    },
  );

  describe('or has no space left', () => {
    beforeEach(async () => {
      await engine.end('SIGTERM');
      const small = join(engine.folder, 'small');
      await asRoot('mkdir', small);
      // Too small for the image as it is packed: an engine may call it loaded before it unpacks it.
      await asRoot('mount', '-t', 'tmpfs', '-o', 'size=30m', 'tmpfs', small);
      await engine.again(['--data-root', small]);
      await back();
    });

    it('tells a pull so, and keeps nothing of the image', async () => {
      const failure = await door.fail('images.pull', pullOfLayout);
      expect(failure).toMatchObject({ code: 'disk.full', facts: { place: 'engine' } });
      expect(await door.call('images.list')).toEqual([]);
    });

    it('tells the load of an archive so', async () => {
      const shared = fromWorld('DRYDOCK_TEST_ENGINE');
      const archivePath = join(door.root, 'layout.tar');
      await run('docker', ['-H', shared, 'pull', '--quiet', layout]);
      await run('docker', ['-H', shared, 'save', '--output', archivePath, layout]);
      const failure = await door.fail('images.load', {
        deploymentId: null,
        archive: await door.give('read-file', archivePath),
      });
      expect(failure).toMatchObject({ code: 'disk.full', facts: { place: 'engine' } });
      await rm(archivePath);
    });
  });
});

describe('what happens on the engine behind our back', () => {
  let door: RealDoor;
  const docker = (...args: string[]) => run('docker', ['-H', fromWorld('DRYDOCK_TEST_ENGINE'), ...args]);
  beforeAll(async () => {
    door = await openRealDoor();
    await docker('pull', '--quiet', layout);
    // Not before the events are followed: every tag is one more event.
    await until('the events of the engine to be followed', async () => {
      await docker('tag', layout, 'drydock-events:first');
      return topicsOf(door).includes('images');
    });
  });
  beforeEach(() => {
    door.pushes.length = 0;
  });
  afterAll(async () => {
    await docker('image', 'rm', 'drydock-events:first');
    await door.close();
  });

  it('is pushed as changed images when one is tagged and untagged', async () => {
    await docker('tag', layout, 'drydock-events:second');
    await expect.poll(() => topicsOf(door)).toEqual(expect.arrayContaining(['images', 'deployments']));
    expect((await door.call('images.list')).map(({ reference }) => reference)).toContain('drydock-events:second');
    door.pushes.length = 0;
    await docker('image', 'rm', 'drydock-events:second');
    await expect.poll(() => topicsOf(door)).toContain('images');
  });

  it('is pushed as changed deployments when a container is made, ends and is removed', async () => {
    for (const args of [
      ['create', '--name', 'drydock-events', layout],
      ['start', 'drydock-events'],
      ['rm', '--force', 'drydock-events'],
    ]) {
      door.pushes.length = 0;
      await docker(...args);
      await expect.poll(() => topicsOf(door)).toContain('deployments');
    }
  });

  it('is not pushed any more once the app has closed', async () => {
    const closed = await openRealDoor();
    await closed.call('engine.search');
    await closed.close();
    closed.pushes.length = 0;
    await docker('tag', layout, 'drydock-events:first');
    await expect.poll(() => topicsOf(door)).toContain('images');
    expect(topicsOf(closed)).toEqual([]);
  });
});

import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromWorld, openRealDoor, type RealDoor } from '../testing/real-door.ts';

const run = promisify(execFile);
const registry = fromWorld('DRYDOCK_TEST_REGISTRY');
const layout = `${registry}/azure-cognitive-services/form-recognizer/layout:${fromWorld('DRYDOCK_TEST_TAG')}`;
const pullOfLayout = { deploymentId: null, images: [{ image: 'layout' as const, reference: layout }] };

interface PrivateWorld {
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}
interface Worlds {
  startWorld(options: { parts: readonly string[] }): Promise<PrivateWorld>;
}
interface Processes {
  startPart(dir: string, name: string, command: string, args: readonly string[]): { pid: number };
}
/** The scripts of the test world are plain JavaScript. */
const script = <T>(name: string): Promise<T> =>
  import(pathToFileURL(join(import.meta.dirname, '../../scripts/world', name)).href);

/** An engine of its own that can be killed and started again. */
async function startPrivateEngine() {
  const { startWorld } = await script<Worlds>('world.mjs');
  const { startPart } = await script<Processes>('processes.mjs');
  const world = await startWorld({ parts: ['engine'] });
  const home = join(world.dir, 'engine');
  const noted = join(world.dir, 'pids');
  const file = readdirSync(noted).find((name) => name.includes('dockerd')) ?? '';
  let { pid } = JSON.parse(readFileSync(join(noted, file), 'utf8')) as { pid: number };
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(1, -1);
  const containerd = join(home, 'exec/containerd');
  const isGone = (one: number): boolean => {
    try {
      return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${one}/status`, 'utf8'));
    } catch {
      return true;
    }
  };
  const kill = (one: number, signal: NodeJS.Signals): void => {
    if (!isGone(one)) process.kill(one, signal);
  };
  return {
    host: world.env['DRYDOCK_TEST_ENGINE'] ?? '',
    folder: home,
    stop: world.stop,
    /** Ends the engine, as `systemctl stop` or a crash would. */
    async end(signal: NodeJS.Signals): Promise<void> {
      const below = Number(readFileSync(join(containerd, 'containerd.pid'), 'utf8'));
      kill(pid, signal);
      await vi.waitUntil(() => isGone(pid), { timeout: 20_000 });
      kill(below, 'SIGKILL');
      await vi.waitUntil(() => isGone(below), { timeout: 20_000 });
      // A killed engine leaves the note of its containerd, which the next one would wait for.
      rmSync(containerd, { recursive: true, force: true });
    },
    /**
     * Starts it again where it was, or with other arguments than those of the first start. Engines of one computer share
     * its firewall rules; two that make them at the same time both fail, and nothing here needs any.
     */
    again(change: (args: readonly string[]) => readonly string[] = (args) => args): void {
      pid = startPart(world.dir, 'dockerd', 'dockerd', [...change(command), '--iptables=false']).pid;
    },
  };
}

const topicsOf = (door: RealDoor): string[] =>
  door.pushes.flatMap((push) => (push.kind === 'changed' ? push.topics : []));

describe('an engine that goes away', () => {
  let engine: Awaited<ReturnType<typeof startPrivateEngine>>;
  let door: RealDoor;
  beforeAll(async () => {
    engine = await startPrivateEngine();
    door = await openRealDoor({ engine: engine.host });
  });
  afterAll(async () => {
    await door.close();
    await engine.stop();
  });
  const bytesOf = (progress: unknown): number => (progress as { doneBytes?: number } | null)?.doneBytes ?? 0;
  const back = () =>
    vi.waitUntil(async () => (await door.call('engine.search')).engine?.host === engine.host, {
      timeout: 30_000,
      interval: 100,
    });

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
      engine.again();
      await back();
      await expect.poll(() => topicsOf(door), { timeout: 20_000 }).toContain('images');
      await door.succeed('images.pull', pullOfLayout);
      await run('docker', ['-H', engine.host, 'image', 'rm', layout]);
    },
  );

  describe('or has no space left', () => {
    beforeAll(async () => {
      await engine.end('SIGTERM');
      const small = join(engine.folder, 'small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', small]);
      engine.again((args) => args.map((arg, at) => (args[at - 1] === '--data-root' ? small : arg)));
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
      const failure = await door.fail('images.load', { deploymentId: null, archivePath });
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
    await vi.waitUntil(
      async () => {
        await docker('tag', layout, 'drydock-events:first');
        return topicsOf(door).includes('images');
      },
      { timeout: 20_000 },
    );
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

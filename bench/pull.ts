// pull: Drydock's pull operation against `docker pull` of the same image of 1 GB from the registry of the test world, in
// turn. The operation runs as the door runs it: layers read, progress made and thinned, snapshots published.
import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { docker, fromWorld } from '../e2e/fixtures/world.ts';
import { createEngines } from '../electron/docker/engines.ts';
import { allowing } from '../electron/grants/testing/allow.ts';
import { pullImages } from '../electron/images/pull.ts';
import { createOperations } from '../electron/ipc/operations.ts';
import { report } from './report.ts';

const RUNS = 5;
const LAYERS = 8;
/** 8 layers of 128 MB that do not compress: 1 GB on the wire and on the disk. */
const LAYER_BYTES = 128_000_000;

const run = promisify(execFile);
const host = fromWorld('DRYDOCK_TEST_ENGINE');
const reference = `${fromWorld('DRYDOCK_TEST_REGISTRY')}/bench/one-gigabyte:1`;

await makeImage();
const ours: number[] = [];
const rival: number[] = [];
// The first of each warms the disk's cache; it does not count.
for (let turn = -1; turn < RUNS; turn++) {
  const first = await timed(pullWithDrydock);
  const second = await timed(pullWithDocker);
  if (turn < 0) continue;
  ours.push(first);
  rival.push(second);
}
report('pull', [{ name: 'pull', ours, rival, unit: 's', against: 'docker pull' }]);

async function makeImage(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-'));
  try {
    const names = Array.from({ length: LAYERS }, (_one, at) => `layer-${at}`);
    for (const name of names) await writeFile(join(folder, name), randomFillSync(Buffer.alloc(LAYER_BYTES)));
    const lines = names.map((name) => `COPY ${name} /${name}`);
    await writeFile(join(folder, 'Dockerfile'), `FROM scratch\n${lines.join('\n')}\nCMD ["/none"]\n`);
    // The engine's own builder: it needs no plug-in of the client.
    const env = { ...process.env, DOCKER_BUILDKIT: '0' };
    await run('docker', ['--host', host, 'build', '--quiet', '--tag', reference, folder], { env });
    await docker('push', '--quiet', reference);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds that `work` takes, on an engine that has nothing of the image. */
async function timed(work: () => Promise<void>): Promise<number> {
  await docker('image', 'rm', '--force', reference).catch(() => ''); // not there before the first pull
  await docker('image', 'prune', '--all', '--force');
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function pullWithDocker(): Promise<void> {
  await run('docker', ['--host', host, 'pull', reference]);
}

async function pullWithDrydock(): Promise<void> {
  const engines = createEngines({
    ...allowing,
    platform: process.platform,
    env: { DOCKER_HOST: host },
    homeFolder: '/nowhere',
    uid: process.getuid?.() ?? null,
    owner: { id: '0123456789abcdef', adopted: () => [] },
    networkRange: () => null,
    preferredHost: () => null,
    now: () => new Date(),
  });
  await new Promise<void>((resolve, reject) => {
    const operations = createOperations({
      world: 'real',
      now: () => new Date(),
      redact: (value) => value,
      publish({ state }) {
        if (state.name === 'succeeded') resolve();
        else if (state.name !== 'running') reject(new Error(JSON.stringify(state)));
      },
    });
    operations.start('images.pull', null, (context) =>
      pullImages([{ image: null, reference }], context as Parameters<typeof pullImages>[1], {
        engines,
        loginFor: async () => null,
        clock: () => performance.now(),
      }),
    );
  });
}

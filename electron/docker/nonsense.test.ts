// An engine that lost its mind, or something else at its address: real answers over a real socket.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toFailure } from '#shared/failures/failure.ts';
import { createEngine, type OpenEngine } from './engine.ts';
import type { ContainerSpec } from './types.ts';

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

let folder = '';
let server: Server | null = null;
let engines = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-nonsense-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

/** An engine that answers this to every call, but for `/info` where that is `sane`. */
async function engineThatSays(status: number, text: string, sane = false): Promise<OpenEngine> {
  const socketPath = join(folder, `${++engines}.sock`);
  server = createServer((request, answer) => {
    request.resume();
    const info = sane && request.url?.endsWith('/info');
    answer.statusCode = info ? 200 : status;
    answer.end(info ? '{}' : text);
  });
  await new Promise<void>((resolve) => server?.listen(socketPath, resolve));
  return createEngine({
    host: `unix://${socketPath}`,
    address: { kind: 'socket', socketPath },
    version: { ApiVersion: '1.41' },
    owner: { id: '0123456789abcdef', adopted: () => [] },
    networkRange: () => null,
    checkMount: async () => undefined,
  });
}

const SPEC: ContainerSpec = {
  name: 'one',
  image: 'sha256:1',
  args: [],
  labels: {},
  mounts: [],
  ports: [],
  cpus: null,
  memoryBytes: null,
  network: null,
  restart: 'no',
};

const CALLS: Readonly<Record<string, (engine: OpenEngine) => Promise<unknown>>> = {
  info: (engine) => engine.info(),
  'list of images': (engine) => engine.images.list(),
  'list of containers': (engine) => engine.containers.withLabels({}),
  'list of networks': (engine) => engine.networks.withLabels({}),
  image: (engine) => engine.images.find('layout:1'),
};
const WRONG: readonly (readonly [string, number, string])[] = [
  ['a page', 200, PAGE],
  ['a page with a status of its own', 502, PAGE],
  ['garbage', 200, 'ÿþ\u0000 garbage'],
  ['half an answer', 200, '[{"Id":"'],
  ['nothing', 200, ''],
  ['null', 200, 'null'],
  ['a number', 200, '7'],
  ['something of another form', 200, '[{"a":1}]'],
  ['an object of another form', 200, '{"Id":7,"NCPU":"many"}'],
];

describe('an engine whose answers are none', () => {
  it.each(Object.entries(CALLS))('is told in plain words by %s', async (_name, call) => {
    for (const [what, status, text] of WRONG) {
      const engine = await engineThatSays(status, text);
      const failure = await call(engine).then(
        (value) => `${what}: answered ${JSON.stringify(value)}`,
        (error: unknown) => toFailure(error),
      );
      // The answer itself, or what was wrong with it, is in the detail alone.
      expect(failure, what).toMatchObject({ code: 'engine.nonsense', facts: {} });
      if (text === PAGE) expect(failure, what).toMatchObject({ detail: PAGE });
      server?.close();
    }
  });

  it('is told in plain words by create, after a look whether the container was made all the same', async () => {
    const engine = await engineThatSays(201, PAGE, true);
    const failure = await engine.containers.create(SPEC).catch(toFailure);
    expect(failure).toMatchObject({ code: 'engine.nonsense', detail: PAGE });
  }, 20_000);

  it.each(['', '\n', 'OK', 'OK\n'])('is not one that did what it was to do and says %j', async (text) => {
    const engine = await engineThatSays(201, text);
    await expect(engine.images.tag('sha256:1', 'registry.example/layout:1')).resolves.toBeUndefined();
  });

  it('is one that answers garbage where something was to be done', async () => {
    const engine = await engineThatSays(201, 'garbage');
    expect(await engine.images.tag('sha256:1', 'registry.example/layout:1').catch(toFailure)).toMatchObject({
      code: 'engine.nonsense',
    });
  });

  it('a refusal in the engine’s own words stays one', async () => {
    const engine = await engineThatSays(500, '{"message":"no more containers today"}');
    const failure = await engine.info().catch(toFailure);
    expect(failure).toMatchObject({
      code: 'engine.refused',
      facts: { status: 500 },
      detail: 'no more containers today',
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { programRuntime } from './runtime.ts';
import { createEngine } from './server.ts';

const image = 'r.example/azure-cognitive-services/form-recognizer/layout:1';
/** Prints three lines and stays. */
const program = `console.log('one\\ntwo\\nthree'); setInterval(() => {}, 1000);`;

/** Each answer was Docker 20.10's to the same call. */
vi.setConfig({ testTimeout: 30_000 });

describe('the engine answers as Docker does', () => {
  let home: string;
  let engine: Awaited<ReturnType<typeof createEngine>>;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'docker-answers-'));
    const runtime = programRuntime(process.execPath, ['-e', program, '--']);
    engine = await createEngine({ home, version: 'test', bytesPerSecond: 4e9, runtime });
    await engine.listen(join(home, 'e.sock'));
    await call('POST', '/images/create?fromImage=r.example/azure-cognitive-services/form-recognizer/layout&tag=1');
  });
  afterEach(async () => {
    for (const { Id } of (await call('GET', '/containers/json?all=1')).json)
      await call('DELETE', `/containers/${Id}?force=1`);
  });
  afterAll(async () => {
    await engine.close();
    await rm(home, { recursive: true, force: true });
  });

  const call = (method: string, path: string, body?: unknown) =>
    // biome-ignore lint/suspicious/noExplicitAny: what an engine answers is looked at field by field
    new Promise<{ status: number; text: string; json: any }>((resolve, reject) => {
      const asked = request({ socketPath: join(home, 'e.sock'), method, path }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => {
          const json = /^[[{]/.test(text) && !/\n./.test(text.trim()) ? JSON.parse(text) : null;
          resolve({ status: answer.statusCode ?? 0, text, json });
        });
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const create = (name: string, body: object = {}) =>
    call('POST', `/containers/create?name=${encodeURIComponent(name)}`, { Image: image, ...body });
  const filters = (value: object): string => `filters=${encodeURIComponent(JSON.stringify(value))}`;
  async function start(name: string): Promise<void> {
    await create(name);
    await call('POST', `/containers/${name}/start`);
    await vi.waitFor(
      async () => expect((await call('GET', `/containers/${name}/logs?stdout=1`)).text).toContain('three'),
      { timeout: 15_000 },
    );
  }

  it.each(['1', '2', '3'])(
    'a container is dead when a kill is answered, so that it can be removed at once (%s)',
    async () => {
      await start('kk');
      expect((await call('POST', '/containers/kk/kill')).status).toBe(204);
      expect((await call('DELETE', '/containers/kk')).status).toBe(204);
    },
  );

  it('events until a time end with that time, and tell what happened since another', async () => {
    expect(await call('GET', '/events?since=1&until=2')).toMatchObject({ status: 200, text: '' });
    await create('told');
    const until = Math.ceil(Date.now() / 1000);
    const { text } = await call(
      'GET',
      `/events?since=${until - 60}&until=${until}&${filters({ type: ['container'] })}`,
    );
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({
      Type: 'container',
      Action: 'create',
      Actor: { Attributes: { name: 'told' } },
    });
  });

  it('a list has a limit, newest first, and knows states', async () => {
    await create('first');
    await create('second');
    const names = async (query: string) =>
      (await call('GET', `/containers/json?${query}`)).json.map(({ Names }: { Names: string[] }) => Names[0]);
    expect(await names('limit=1')).toEqual(['/second']);
    expect(await names(filters({ status: ['created'] }))).toEqual(['/second', '/first']);
    expect(await names(filters({ status: ['running'] }))).toEqual([]);
  });

  it('a log is counted in lines, begins at a time, and wants a stream', async () => {
    await start('ll');
    const log = async (query: string) =>
      (await call('GET', `/containers/ll/logs?${query}`)).text.replaceAll(/[^a-z]/g, '');
    expect(await log('stdout=1&tail=1')).toBe('three');
    expect(await log('stdout=1&since=9999999999')).toBe('');
    expect(await log('stdout=1&since=1')).toBe('onetwothree');
    expect(await call('GET', '/containers/ll/logs')).toMatchObject({
      status: 400,
      json: { message: 'Bad parameters: you must choose at least one stream' },
    });
  });

  it('waiting for a container that does not run ends at once', async () => {
    await create('ww');
    expect(await call('POST', '/containers/ww/wait')).toMatchObject({ status: 200, json: { StatusCode: 0 } });
    expect((await call('POST', '/containers/ww/wait?condition=nonsense')).status).toBe(400);
  });

  it.each([
    ['bad name!', {}, 'Invalid container name (bad name!), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed'],
    ['low', { HostConfig: { Memory: 1000 } }, 'Minimum memory limit allowed is 6MB'],
    ['policy', { HostConfig: { RestartPolicy: { Name: 'sometimes' } } }, "invalid restart policy 'sometimes'"],
    ['twice', { HostConfig: { Binds: ['/a:/x', '/b:/x'] } }, 'Duplicate mount point: /x'],
  ])('a container that cannot be is refused: %s', async (name, body, message) => {
    expect(await create(name, body)).toMatchObject({ status: 400, json: { message } });
  });

  it.each([
    ['GET', '/containers/json?filters=nojson', 400],
    ['GET', `/containers/json?${filters({ nosuch: ['x'] })}`, 400],
    ['GET', '/v1.99/version', 400],
    ['GET', '/v1.10/version', 400],
    ['GET', '/v1.41/version', 200],
  ])('%s %s is answered with %s', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });

  it('a signal has a name or a number, and no other', async () => {
    await start('ss');
    expect(await call('POST', '/containers/ss/kill?signal=NOPE')).toMatchObject({
      status: 400,
      json: { message: 'Invalid signal: NOPE' },
    });
    expect((await call('POST', '/containers/ss/kill?signal=9')).status).toBe(204);
    expect((await call('GET', '/containers/ss/json')).json.State).toMatchObject({ Running: false, ExitCode: 137 });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { programRuntime } from './runtime.ts';
import { createEngine } from './server.ts';

const layout = 'registry.example/azure-cognitive-services/form-recognizer/layout';
const pullPath = (tag: string): string => `/images/create?fromImage=${layout}&tag=${tag}`;
const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\r\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** One call over the socket: status and text. */
const callAt = (socketPath: string, method: string, path: string, body?: unknown) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const call = request({ socketPath, method, path }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** Stands in for the stand-in: prints, stays until it is asked to stop, or ends with the code that it is given. */
const program = `
  console.log('started with ' + process.argv.slice(1).join(' '));
  const code = process.argv.find((one) => one.startsWith('exit='));
  if (code) process.exit(Number(code.slice(5)));
  process.on('SIGTERM', () => process.exit(0));
  setInterval(() => {}, 1000);
`;

/** An engine with a folder of its own; `reopen` ends it and starts the next one on the same folder. */
async function openEngine(bytesPerSecond = 4_000_000_000) {
  const home = await mkdtemp(join(tmpdir(), 'rehearsal-engine-'));
  const socket = join(home, 'e.sock');
  const start = async () => {
    const runtime = programRuntime(process.execPath, ['-e', program, '--']);
    const engine = await createEngine({ home, version: 'test', bytesPerSecond, runtime });
    await engine.listen(socket);
    return engine;
  };
  let engine = await start();
  const call = (method: string, path: string, body?: unknown) => callAt(socket, method, path, body);
  const parsed = async (path: string) => JSON.parse((await call('GET', path)).text);
  return {
    home,
    socket,
    call,
    parsed,
    async create(body: object = {}): Promise<string> {
      const { status, text } = await call('POST', '/containers/create', { Image: `${layout}:1`, ...body });
      if (status !== 201) throw new Error(text);
      return JSON.parse(text).Id;
    },
    /** Asks until the container is as it is waited for. */
    async until(id: string, matches: (state: { Status: string; ExitCode: number }) => boolean): Promise<void> {
      while (!matches((await parsed(`/containers/${id}/json`)).State)) await new Promise(setImmediate);
    },
    async reopen(): Promise<void> {
      await engine.close();
      engine = await start();
    },
    async close(): Promise<void> {
      await engine.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

describe('the rehearsal engine', () => {
  let engine: Awaited<ReturnType<typeof openEngine>>;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());

  it('says that it is a rehearsal', async () => {
    expect((await engine.parsed('/info')).Labels).toContain('io.rehearsal.engine=true');
    expect((await engine.call('GET', '/v1.41/_ping')).text).toBe('OK');
  });

  it('answers 501 with the name of a call that it does not have', async () => {
    const { status, text } = await engine.call('POST', '/v1.41/build?t=x');
    expect(status).toBe(501);
    expect(JSON.parse(text).message).toContain('POST /build');
  });

  it('refuses a body that is no JSON, an image and a container that are not there', async () => {
    expect((await engine.call('GET', '/containers/none/json')).status).toBe(404);
    expect((await engine.call('GET', '/images/none/json')).status).toBe(404);
    expect((await engine.call('POST', '/containers/create', { Image: 'r.example/other/image:1' })).status).toBe(404);
    expect((await engine.call('POST', '/containers/create', 'text')).status).toBe(400);
  });
});

describe('its pulls', () => {
  let engine: Awaited<ReturnType<typeof openEngine>>;
  beforeEach(async () => {
    engine = await openEngine();
  });
  afterEach(() => engine.close());

  it('stream the progress of each layer as a registry would, and add the image', async () => {
    const lines = linesOf((await engine.call('POST', pullPath('1'))).text);
    const layers = new Set(lines.flatMap(({ id }) => (typeof id === 'string' && id !== '1' ? [id] : [])));
    for (const layer of layers) {
      const own = lines.filter(({ id }) => id === layer).map(({ status }) => status);
      expect([own[0], own.at(-1)]).toEqual(['Pulling fs layer', 'Pull complete']);
      expect(own).toContain('Downloading');
    }
    expect(lines.at(-1)).toMatchObject({ status: expect.stringContaining('Downloaded newer image') });
    expect((await engine.parsed(`/images/${layout}:1/json`)).RepoTags).toEqual([`${layout}:1`]);
  });

  it('are refused for an unknown tag, and for an image that is none of ours', async () => {
    expect((await engine.call('POST', pullPath('none'))).status).toBe(404);
    expect((await engine.call('POST', '/images/create?fromImage=registry.example/other&tag=1')).status).toBe(404);
  });

  it('break off in the middle where the tag says so, and leave no image', async () => {
    const lines = linesOf((await engine.call('POST', pullPath('broken-off'))).text);
    expect(lines.at(-1)).toMatchObject({ error: 'unexpected EOF' });
    expect(await engine.parsed('/images/json')).toEqual([]);
  });

  it('stop when whoever asked goes away, and leave no image', async () => {
    const slow = await openEngine(1_000_000);
    try {
      const call = request({ socketPath: slow.socket, method: 'POST', path: pullPath('1') }).end();
      const [answer] = await once(call, 'response');
      await once(answer, 'data');
      call.destroy();
      call.on('error', () => undefined);
      expect(await slow.parsed('/images/json')).toEqual([]);
    } finally {
      await slow.close();
    }
  });

  it('of one image go into an archive, and out of it on another engine', async () => {
    await engine.call('POST', pullPath('1'));
    const other = await openEngine();
    try {
      const saved = request({ socketPath: engine.socket, path: `/images/${layout}:1/get` }).end();
      const [archive] = await once(saved, 'response');
      const load = request({ socketPath: other.socket, method: 'POST', path: '/images/load' });
      archive.pipe(load);
      const [answer] = await once(load, 'response');
      answer.resume();
      await once(answer, 'end');
      const ids = await Promise.all(
        [engine, other].map(async (one) => (await one.parsed(`/images/${layout}:1/json`)).Id),
      );
      expect(ids[1]).toBe(ids[0]);
    } finally {
      await other.close();
    }
  });

  it('of a broken archive are answered with the reason', async () => {
    const load = request({ socketPath: engine.socket, method: 'POST', path: '/images/load' });
    load.end('this is no archive');
    const [answer] = await once(load, 'response');
    let text = '';
    for await (const chunk of answer) text += chunk;
    expect(linesOf(text).at(-1)).toHaveProperty('error');
    expect(await engine.parsed('/images/json')).toEqual([]);
  });
});

describe('its containers', () => {
  let engine: Awaited<ReturnType<typeof openEngine>>;
  beforeEach(async () => {
    engine = await openEngine();
    await engine.call('POST', pullPath('1'));
  });
  afterEach(() => engine.close());

  it('run with their arguments, mounts mapped to the folders of the host, and give their log and exit code', async () => {
    const output = join(engine.home, 'out');
    const id = await engine.create({
      Cmd: ['exit=7', 'Mounts:Output=/output'],
      HostConfig: { Binds: [`${output}:/output`] },
    });
    await engine.call('POST', `/containers/${id}/start`);
    expect(JSON.parse((await engine.call('POST', `/containers/${id}/wait`)).text)).toEqual({ StatusCode: 7 });
    const { text } = await engine.call('GET', `/containers/${id}/logs?stdout=1&stderr=1`);
    expect(text).toContain(`Mounts:Output=${output}`);
  });

  it('that run are not removed without force, and stop when asked', async () => {
    const id = await engine.create();
    await engine.call('POST', `/containers/${id}/start`);
    expect((await engine.call('DELETE', `/containers/${id}`)).status).toBe(409);
    expect((await engine.call('POST', `/containers/${id}/start`)).status).toBe(304);
    expect((await engine.call('POST', `/containers/${id}/stop?t=5`)).status).toBe(204);
    expect((await engine.parsed(`/containers/${id}/json`)).State).toMatchObject({ Status: 'exited', Running: false });
    expect((await engine.call('DELETE', `/containers/${id}`)).status).toBe(204);
    expect((await engine.call('GET', `/containers/${id}/json`)).status).toBe(404);
  });

  it('keep their names to themselves', async () => {
    await engine.call('POST', '/containers/create?name=one', { Image: `${layout}:1` });
    expect((await engine.call('POST', '/containers/create?name=one', { Image: `${layout}:1` })).status).toBe(409);
  });

  it('are told that a port is taken in the words of the engine', async () => {
    const ports = (HostPort: string) => ({
      HostConfig: { PortBindings: { '5000/tcp': [{ HostIp: '127.0.0.1', HostPort }] } },
    });
    const first = await engine.create(ports(''));
    await engine.call('POST', `/containers/${first}/start`);
    const { HostPort } = (await engine.parsed(`/containers/${first}/json`)).NetworkSettings.Ports['5000/tcp'][0];
    const second = await engine.create(ports(HostPort));
    const { status, text } = await engine.call('POST', `/containers/${second}/start`);
    expect([status, text]).toEqual([500, expect.stringContaining('address already in use')]);
  });

  it('are published by the first of their networks by name, at its address, and by none while they are on none', async () => {
    const bind = (at: string) => ({ Options: { 'com.docker.network.bridge.host_binding_ipv4': at } });
    await engine.call('POST', '/networks/create', { Name: 'a-trial', ...bind('127.0.0.2') });
    await engine.call('POST', '/networks/create', { Name: 'b-home', ...bind('127.0.0.1') });
    const id = await engine.create({
      HostConfig: { NetworkMode: 'a-trial', PortBindings: { '5000/tcp': [{ HostIp: '', HostPort: '' }] } },
    });
    await engine.call('POST', `/containers/${id}/start`);
    const addresses = async (): Promise<string[]> =>
      ((await engine.parsed(`/containers/${id}/json`)).NetworkSettings.Ports['5000/tcp'] ?? []).map(
        ({ HostIp }: { HostIp: string }) => HostIp,
      );
    const change = async (network: string, what: 'connect' | 'disconnect') =>
      (await engine.call('POST', `/networks/${network}/${what}`, { Container: id })).status;
    expect(await addresses()).toEqual(['127.0.0.2']);
    expect(await change('b-home', 'connect')).toBe(200);
    expect(await change('b-home', 'connect')).toBe(403);
    expect(await addresses()).toEqual(['127.0.0.2']);
    await change('a-trial', 'disconnect');
    expect(await addresses()).toEqual(['127.0.0.1']);
    await change('b-home', 'disconnect');
    expect(await addresses()).toEqual([]);
    expect(await change('b-home', 'disconnect')).toBe(500);
  });

  it('can be given another restart policy while they run', async () => {
    const id = await engine.create({ HostConfig: { RestartPolicy: { Name: 'unless-stopped' } } });
    await engine.call('POST', `/containers/${id}/start`);
    await engine.call('POST', `/containers/${id}/update`, { RestartPolicy: { Name: 'no' } });
    await engine.reopen();
    expect((await engine.parsed(`/containers/${id}/json`)).State.Status).toBe('exited');
  });

  it('that fail are started again as often as their restart policy says', async () => {
    const id = await engine.create({
      Cmd: ['exit=3'],
      HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } },
    });
    await engine.call('POST', `/containers/${id}/start`);
    await engine.until(id, ({ Status }) => Status === 'exited');
    const { text } = await engine.call('GET', `/containers/${id}/logs?stdout=1`);
    expect(text.match(/started with/g)).toHaveLength(3);
  });

  it('that are to be kept running are there again after the engine was, and others are not', async () => {
    const kept = await engine.create({ HostConfig: { RestartPolicy: { Name: 'unless-stopped' } } });
    const plain = await engine.create();
    const stopped = await engine.create({ HostConfig: { RestartPolicy: { Name: 'unless-stopped' } } });
    for (const id of [kept, plain, stopped]) await engine.call('POST', `/containers/${id}/start`);
    await engine.call('POST', `/containers/${stopped}/stop`);
    await engine.reopen();
    const running = (await engine.parsed('/containers/json')).map(({ Id }: { Id: string }) => Id);
    expect(running).toEqual([kept]);
    expect((await engine.parsed('/containers/json?all=1')).length).toBe(3);
  });
});

describe('the engine as a program', () => {
  let folder = '';
  let program: ChildProcess | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rehearsal-program-'));
  });
  afterEach(async () => {
    if (program && program.exitCode === null) {
      const ended = once(program, 'exit');
      program.stdin?.end();
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('takes paths as they are from the folder where it was started', async () => {
    await writeFile(join(folder, 'service.mjs'), `console.log('the service runs');`);
    const args = ['--socket', 'e.sock', '--home', 'home', '--service', './service.mjs', '--speed', '4000000000'];
    const main = ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'main.ts'), ...args];
    program = spawn(process.execPath, main, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    await once(program.stdout as Readable, 'data'); // it says that it listens
    const call = (method: string, path: string, body?: unknown) => callAt(join(folder, 'e.sock'), method, path, body);
    await call('POST', pullPath('1'));
    const id = JSON.parse((await call('POST', '/containers/create', { Image: `${layout}:1` })).text).Id;
    await call('POST', `/containers/${id}/start`);
    expect(JSON.parse((await call('POST', `/containers/${id}/wait`)).text)).toEqual({ StatusCode: 0 });
    expect((await call('GET', `/containers/${id}/logs?stdout=1&stderr=1`)).text).toContain('the service runs');
  });
});

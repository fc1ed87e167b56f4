import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { programRuntime } from './runtime.ts';
import { createEngine } from './server.ts';

const image = 'r.example/azure-cognitive-services/form-recognizer/layout:1';
/** Prints three lines and stays. */
const program = `console.log('one\\ntwo\\nthree'); if (process.env.FOLDER) console.log('folder ' + process.env.FOLDER); setInterval(() => {}, 1000);`;

/** Each status and each message below was Docker 20.10.24's to the same call. */
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

  it('outputs are handed out as they come to whoever attached before the start, until the end', async () => {
    await create('attached');
    const outputs = call('POST', '/containers/attached/attach?stream=1&stdout=1');
    await call('POST', '/containers/attached/start');
    await vi.waitFor(
      async () => expect((await call('GET', '/containers/attached/logs?stdout=1')).text).toContain('three'),
      { timeout: 15_000 },
    );
    await call('POST', '/containers/attached/kill');
    const { status, text } = await outputs;
    expect({ status, text: text.replaceAll(/[^a-z]/g, '') }).toEqual({ status: 200, text: 'onetwothree' });
    expect(await call('POST', '/containers/nobody/attach?stream=1&stdout=1')).toMatchObject({ status: 404 });
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
    expect(await call('POST', '/containers/ww/wait?condition=nonsense')).toMatchObject({ status: 200 });
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
    ['GET', '/containers/json?filters=nojson', 500],
    ['GET', `/containers/json?${filters({ nosuch: ['x'] })}`, 400],
    ['GET', '/v1.99/version', 400],
    ['GET', '/v1.10/version', 400],
    ['GET', '/v1.41/version', 200],
  ])('%s %s is answered with %s', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });

  it('a folder is mounted by Mounts as by Binds, and shown as it was asked for', async () => {
    const source = join(home, 'mounted');
    await mkdir(source, { recursive: true });
    const asked = [
      { Type: 'bind', Source: source, Target: '/l' },
      { Type: 'bind', Source: source, Target: '/ro', ReadOnly: true },
    ];
    const point = { Type: 'bind', Source: source, Mode: '', Propagation: 'rprivate' };
    expect((await create('mounts', { HostConfig: { Mounts: asked } })).status).toBe(201);
    const { json } = await call('GET', '/containers/mounts/json');
    expect([json.HostConfig.Binds, json.HostConfig.Mounts]).toEqual([null, asked]);
    const points = [
      { ...point, Destination: '/l', RW: true },
      { ...point, Destination: '/ro', RW: false },
    ];
    expect(json.Mounts).toEqual(points);
    expect((await call('GET', '/containers/json?all=1')).json[0].Mounts).toEqual(points);
    await create('binds', { HostConfig: { Binds: [`${source}:/x:ro`] } });
    const bound = (await call('GET', '/containers/binds/json')).json;
    expect(bound.HostConfig.Binds).toEqual([`${source}:/x:ro`]);
    expect(bound.Mounts).toEqual([{ ...point, Destination: '/x', Mode: 'ro', RW: false }]);
  });

  it('what is in a mounted folder is there for the container', async () => {
    const source = join(home, 'read');
    await mkdir(source, { recursive: true });
    const HostConfig = { Mounts: [{ Type: 'bind', Source: source, Target: '/l' }] };
    await create('reads', { HostConfig, Env: ['FOLDER=/l'] });
    await call('POST', '/containers/reads/start');
    await vi.waitFor(
      async () => expect((await call('GET', '/containers/reads/logs?stdout=1')).text).toContain(`folder ${source}`),
      { timeout: 15_000 },
    );
  });

  it.each([
    [{ Type: 'bind', Source: '/tmp' }, 'field Target must not be empty'],
    [{ Type: 'bind', Target: '/x' }, 'field Source must not be empty'],
    [{ Type: 'bind', Source: 'a/b', Target: '/x' }, "invalid mount path: 'a/b' mount path must be absolute"],
    [{ Type: 'bind', Source: '/tmp', Target: 'x' }, "invalid mount path: 'x' mount path must be absolute"],
    [{ Type: 'bind', Source: '/tmp', Target: '/' }, "invalid specification: destination can't be '/'"],
    [{ Type: 'bind', Source: '/no/such/dir', Target: '/x' }, 'bind source path does not exist: /no/such/dir'],
    [{ Type: 'nonsense', Source: '/tmp', Target: '/x' }, 'mount type unknown'],
  ])('a mount that cannot be is refused: %j', async (mount, why) => {
    const message = `invalid mount config for type "${mount.Type}": ${why}`;
    expect(await create('mm', { HostConfig: { Mounts: [mount] } })).toMatchObject({ status: 400, json: { message } });
  });

  it('two mounts at one place are refused, however they were asked for', async () => {
    const mount = (Target: string) => ({ Type: 'bind', Source: home, Target });
    for (const [HostConfig, message] of [
      [{ Binds: [`${home}:/x`], Mounts: [mount('/x')] }, 'Duplicate mount point: /x'],
      [{ Mounts: [mount('/x'), mount('/x/')] }, 'Duplicate mount point: /x/'],
    ] as const)
      expect(await create('two', { HostConfig })).toMatchObject({ status: 400, json: { message } });
    expect(await create('mode', { HostConfig: { Binds: ['/a:/b:zz'] } })).toMatchObject({
      status: 500,
      json: { message: 'invalid mode: zz' },
    });
  });

  it('a container has a new name, unless that is taken, its own, or none', async () => {
    await create('old');
    const { Id: other } = (await create('other')).json;
    const rename = (name: string) => call('POST', `/containers/old/rename?name=${encodeURIComponent(name)}`);
    const taken = `Conflict. The container name "/other" is already in use by container "${other}". You have to remove (or rename) that container to be able to reuse that name.`;
    for (const [name, status, message] of [
      ['old', 400, 'Renaming a container with the same name as its current name'],
      ['', 400, 'Neither old nor new names may be empty'],
      ['other', 409, `Error when allocating new name: ${taken}`],
      [
        'bad name!',
        400,
        'Error when allocating new name: Invalid container name (/bad name!), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
      ],
    ] as const)
      expect(await rename(name)).toMatchObject({ status, json: { message } });
    expect(await create('other')).toMatchObject({ status: 409, json: { message: taken } });
    expect((await rename('new')).status).toBe(204);
    expect((await call('GET', '/containers/new/json')).json.Name).toBe('/new');
    expect((await call('POST', '/containers/nosuch/rename?name=x2')).status).toBe(404);
  });

  it('an image has one more name, until that is taken away, and stays while a container uses it', async () => {
    const second = 'r.example/azure-cognitive-services/form-recognizer/layout:two';
    const tag = (query: string) => call('POST', `/images/${image}/tag?${query}`);
    expect((await tag('repo=r.example/azure-cognitive-services/form-recognizer/layout&tag=two')).status).toBe(201);
    expect((await call('GET', `/images/${second}/json`)).json.RepoTags).toEqual([image, second]);
    expect(await call('DELETE', `/images/${second}`)).toMatchObject({ status: 200, json: [{ Untagged: second }] });
    for (const [query, message] of [
      ['repo=UPPER&tag=b', 'invalid reference format: repository name must be lowercase'],
      ['repo=a&tag=!!', 'invalid tag format'],
      ['', 'invalid reference format'],
    ] as const)
      expect(await tag(query)).toMatchObject({ status: 500, json: { message } });
    const { Id } = (await create('user')).json;
    const { Id: imageId } = (await call('GET', `/images/${image}/json`)).json;
    expect(await call('DELETE', `/images/${image}`)).toMatchObject({
      status: 409,
      json: {
        message: `conflict: unable to remove repository reference "${image}" (must force) - container ${Id.slice(0, 12)} is using its referenced image ${imageId.slice(7, 19)}`,
      },
    });
  });

  it.each([
    ['POST', '/images/no/such:x/tag?repo=a&tag=b', 'No such image: no/such:x'],
    ['GET', '/images/no/such:x/json', 'no such image: no/such:x: No such image: no/such:x'],
    ['GET', '/images/no/such:x/get', 'reference does not exist'],
  ])('an image that is not there is not found: %s %s', async (method, path, message) => {
    expect(await call(method, path)).toMatchObject({ status: 404, json: { message } });
  });

  it.each([
    [{ Name: '' }, 500, 'invalid name: '],
    [{ Name: 'host' }, 403, 'operation is not permitted on predefined host network '],
    [{ Name: 'n', Driver: 'nonsense' }, 404, 'plugin "nonsense" not found'],
    [
      { Name: 'n', IPAM: { Config: [{ Subnet: '10.0.0.0/99' }] } },
      500,
      'Invalid subnet 10.0.0.0/99 : invalid CIDR address: 10.0.0.0/99',
    ],
    [{ Name: 'n', IPAM: { Config: [{ Subnet: 'abc' }] } }, 500, 'Invalid subnet abc : invalid CIDR address: abc'],
    [
      { Name: 'n', IPAM: { Config: [{ Subnet: '10.214.0.0/24', Gateway: '10.99.0.1' }] } },
      500,
      'failed to allocate gateway (10.99.0.1): Requested address is out of range',
    ],
  ])('a network that cannot be is refused: %j', async (body, status, message) => {
    expect(await call('POST', '/networks/create', body)).toMatchObject({ status, json: { message } });
  });

  it('a range is given once, and a network that is used or not there has an answer of its own', async () => {
    const net = (Name: string, Subnet: string) =>
      call('POST', '/networks/create', { Name, IPAM: { Config: [{ Subnet }] } });
    const { Id } = (await net('given', '10.213.0.0/24')).json;
    expect(await net('again', '10.213.0.0/25')).toMatchObject({
      status: 403,
      json: { message: 'Pool overlaps with other one on this address space' },
    });
    expect((await create('lost', { HostConfig: { NetworkMode: 'nosuch' } })).status).toBe(201);
    expect(await call('POST', '/containers/lost/start')).toMatchObject({
      status: 404,
      json: { message: 'network nosuch not found' },
    });
    await create('on', { HostConfig: { NetworkMode: 'given' } });
    await call('POST', '/containers/on/start');
    expect(await call('DELETE', '/networks/given')).toMatchObject({
      status: 403,
      json: { message: `error while removing network: network given id ${Id} has active endpoints` },
    });
    await call('DELETE', '/containers/on?force=1');
    expect((await call('DELETE', '/networks/given')).status).toBe(204);
    expect(await call('DELETE', '/networks/bridge')).toMatchObject({
      status: 403,
      json: { message: 'bridge is a pre-defined network and cannot be removed' },
    });
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

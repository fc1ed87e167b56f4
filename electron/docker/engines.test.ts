import { chmod, link, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { createEngines } from './engines.ts';

let folder = '';
let servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-'));
});
afterEach(async () => {
  for (const server of servers) server.close();
  servers = [];
  await rm(folder, { recursive: true, force: true });
});

async function listenAt<S extends Server>(server: S, path: string): Promise<S> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}
const socketOf = (name: string): string => join(folder, `${name}.sock`);
const unix = (name: string): string => `unix://${socketOf(name)}`;
const serve = (name: string, answer: RequestListener) => listenAt(createServer(answer), socketOf(name));

/** As much of an engine as the search asks for. */
const anEngine =
  (apiVersion = '1.45', info: RequestListener = (_request, response) => response.end('{"NCPU":4}')): RequestListener =>
  (request, response) =>
    request.url?.endsWith('/info')
      ? info(request, response)
      : void response.end(
          JSON.stringify({ ApiVersion: apiVersion, Version: '27.0.0', Components: [{ Name: 'Engine' }] }),
        );

/** The search on a computer that has an engine in none of the usual places: here no pipe of Windows ever is. */
function searchOn(env: Record<string, string>, preferred: string | null = null) {
  return createEngines({
    platform: 'win32',
    env,
    homeFolder: folder,
    uid: null,
    installation: '0123456789abcdef',
    preferredHost: () => preferred,
    now: () => new Date('2026-11-23T12:00:00Z'),
    probeLimitMs: 300,
    infoLimitMs: 300,
  });
}

async function failureOf(result: Promise<unknown>): Promise<{ code: string; facts: unknown; detail: string | null }> {
  const error = await result.then(
    () => null,
    (rejected: unknown) => rejected,
  );
  if (!(error instanceof Foreseen)) throw new Error(`Not a foreseen failure: ${String(error)}`);
  return { code: error.code, facts: error.facts, detail: error.detail };
}

/** What the search says of `DOCKER_HOST`, and how it fails for whoever needs an engine. */
async function lookAt(host: string, env: Record<string, string> = {}) {
  const engines = searchOn({ DOCKER_HOST: host, ...env });
  const search = await engines.search();
  const candidate = search.candidates.find(({ source }) => source === 'environment');
  return { search, candidate, failure: search.engine ? null : await failureOf(engines.current()) };
}

describe('where no engine answers', () => {
  it('every place that was looked at is told, and how many they were', async () => {
    const engines = searchOn({});
    const { engine, candidates } = await engines.search();
    expect(engine).toBeNull();
    expect(candidates.map(({ outcome }) => outcome)).toEqual(['no-socket', 'no-socket', 'no-socket']);
    expect(await failureOf(engines.current())).toMatchObject({ code: 'engine.not-found', facts: { tried: 3 } });
  });

  it('a socket that its engine left behind is one that does not run', async () => {
    const server = await listenAt(createSocketServer(), socketOf('gone'));
    await link(socketOf('gone'), socketOf('left'));
    await new Promise((resolve) => server.close(resolve));
    const { candidate, failure } = await lookAt(unix('left'));
    expect(candidate?.outcome).toBe('not-running');
    expect(failure).toMatchObject({ code: 'engine.not-running', facts: { socket: unix('left') } });
  });

  it('a port that nothing listens on is one that does not run', async () => {
    const server = createSocketServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect((await lookAt(`tcp://127.0.0.1:${port}`)).failure?.code).toBe('engine.not-running');
  });

  it('a socket that accepts and says nothing is given up in time', async () => {
    await listenAt(createSocketServer(), socketOf('mute'));
    const { candidate, failure } = await lookAt(unix('mute'));
    expect(candidate?.outcome).toBe('no-answer');
    expect(failure).toMatchObject({ code: 'engine.unreachable', facts: { host: unix('mute') } });
  });

  it.each<[string, RequestListener]>([
    ['a web page', (_request, response) => response.end('<html>It works!</html>')],
    ['JSON of something else', (_request, response) => response.writeHead(404).end('{"error":"not found"}')],
    ['nothing', (_request, response) => response.end()],
    ['an endless answer', (_request, response) => response.end('x'.repeat(2_000_000))],
  ])('%s is not an engine’s answer', async (_what, answer) => {
    await serve('other', answer);
    const { candidate, failure } = await lookAt(unix('other'));
    expect(candidate?.outcome).toBe('not-an-engine');
    expect(failure).toMatchObject({ code: 'engine.not-an-engine', facts: { host: unix('other') } });
  });

  it('another protocol’s greeting is not an engine’s answer', async () => {
    await listenAt(
      createSocketServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
      socketOf('ssh'),
    );
    expect((await lookAt(unix('ssh'))).failure?.code).toBe('engine.not-an-engine');
  });

  it('a socket that this account may not use is said so', async () => {
    await serve('locked', anEngine());
    await chmod(folder, 0o755);
    await chmod(socketOf('locked'), 0o600);
    const { candidate, failure } = await asAnotherUser(socketOf('locked'), () => lookAt(unix('locked')));
    expect(candidate?.outcome).toBe('permission-denied');
    expect(failure).toMatchObject({ code: 'engine.permission-denied', facts: { socket: unix('locked') } });
  });

  it('one that greets at once and is slow to tell its version, as Podman on a busy computer, is found', async () => {
    await serve('slow', (request, response) => {
      if (request.url === '/version') setTimeout(() => anEngine()(request, response), 700);
      else anEngine()(request, response);
    });
    const host = `unix://${socketOf('slow')}`;
    expect((await lookAt(host)).search.engine?.host).toBe(host);
  });

  it.each(['ssh://host', 'tcp://127.0.0.1:99999', 'docker.sock'])('“%s” is said to be no address', async (host) => {
    expect((await lookAt(host)).candidate?.outcome).toBe('bad-host');
    expect(await failureOf(searchOn({}).use(host))).toMatchObject({ code: 'engine.bad-host', facts: { text: host } });
  });

  it('TLS files that cannot be read are told, and the other places are looked at', async () => {
    const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(folder, 'no-such-folder') };
    const { candidate, search } = await lookAt('tcp://127.0.0.1:2376', env);
    expect(candidate).toMatchObject({ outcome: 'bad-host', detail: expect.stringContaining('ca.pem') });
    expect(search.candidates).toHaveLength(4);
  });

  it.each<[string, RequestListener]>([
    ['refuses to', (_request, response) => response.writeHead(500).end('{"message":"out of order"}')],
    ['never does', () => undefined],
  ])('one that greets but %s tell of itself is passed over for the next', async (_what, info) => {
    await serve('ill', anEngine('1.45', info));
    expect((await lookAt(unix('ill'))).failure?.code).toBe('engine.unreachable');
    await serve('well', anEngine());
    const { engine, candidates } = await searchOn({ DOCKER_HOST: unix('well') }, unix('ill')).search();
    expect(engine?.host).toBe(unix('well'));
    expect(candidates.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['no-answer', 'taken']);
  });
});

describe('where engines answer', () => {
  beforeEach(async () => {
    await serve('one', anEngine());
    await serve('two', anEngine());
  });

  it('the operator’s is taken before the environment’s, which is told to answer too', async () => {
    const { engine, candidates } = await searchOn({ DOCKER_HOST: unix('one') }, unix('two')).search();
    expect(engine).toMatchObject({ host: unix('two'), cpus: 4, product: 'docker', apiVersion: '1.45' });
    expect(candidates.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['taken', 'also-answers']);
  });

  it('a wrong address is refused, and the one in use stays', async () => {
    const engines = searchOn({ DOCKER_HOST: unix('one') });
    await engines.search();
    expect((await failureOf(engines.use(unix('nothing')))).code).toBe('engine.not-found');
    expect((await engines.current()).host).toBe(unix('one'));
    await engines.use(unix('two'));
    expect((await engines.current()).host).toBe(unix('two'));
    await engines.use(null);
    expect((await engines.current()).host).toBe(unix('one'));
  });

  it('one that is too old is shown, and not worked with', async () => {
    await serve('old', anEngine('1.30'));
    const engines = searchOn({ DOCKER_HOST: unix('old') });
    expect((await engines.search()).engine?.apiVersion).toBe('1.30');
    expect(await failureOf(engines.current())).toMatchObject({
      code: 'engine.too-old',
      facts: { apiVersion: '1.30' },
    });
  });

  it('those that ask at the same time get the same search', async () => {
    const engines = searchOn({ DOCKER_HOST: unix('one') });
    const [first, second] = await Promise.all([engines.current(), engines.current()]);
    expect(first).toBe(second);
  });
});

/** Runs `work` as an account that owns nothing here. Whoever is not root is shut out of the socket altogether. */
async function asAnotherUser<T>(socketPath: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0 || !process.seteuid) {
    await chmod(socketPath, 0);
    return work();
  }
  process.seteuid(65_534);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { allowing } from '../grants/testing/allow.ts';
import { createEngines, type EnginesOptions } from './engines.ts';

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
  (
    apiVersion = '1.45',
    info: RequestListener = (_request, response) => response.end('{"NCPU":4}'),
    version = '27.0.0',
  ): RequestListener =>
  (request, response) =>
    request.url?.endsWith('/info')
      ? info(request, response)
      : void response.end(
          JSON.stringify({ ApiVersion: apiVersion, Version: version, Components: [{ Name: 'Engine' }] }),
        );

/** The search on a computer that has an engine in none of the usual places: here no pipe of Windows ever is. */
function searchOn(
  env: Record<string, string>,
  preferred: string | null = null,
  limitMs = 300,
  change: Partial<EnginesOptions> = {},
) {
  return createEngines({
    ...allowing,
    platform: 'win32',
    env,
    homeFolder: join(folder, 'home'),
    uid: null,
    owner: { id: '0123456789abcdef', adopted: () => [] },
    networkRange: () => null,
    preferredHost: () => preferred,
    now: () => new Date('2026-11-23T12:00:00Z'),
    probeLimitMs: limitMs,
    infoLimitMs: limitMs,
    ...change,
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
    expect(candidate).toMatchObject({ outcome: 'bad-host', detail: expect.stringContaining('no-such-folder') });
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

  it('the one that the operator chose is used or none: one that is slow to tell of itself is told as slow', async () => {
    const engines = searchOn({ DOCKER_HOST: unix('one') });
    await engines.search();
    await serve(
      'slow',
      anEngine('1.45', () => undefined),
    );
    expect((await failureOf(engines.use(unix('slow')))).code).toBe('engine.slow');
    expect((await engines.current()).host).toBe(unix('one'));
  });

  it('a search that ends after the operator chose does not put the old one back', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      void serve(
        'late',
        anEngine('1.45', (_request, response) => {
          answer = () => void response.end('{"NCPU":1}');
          resolve();
        }),
      );
    });
    await expect.poll(() => existsSync(socketOf('late'))).toBe(true);
    const engines = searchOn({ DOCKER_HOST: unix('late') }, null, 5000);
    const searching = engines.search();
    await asked;
    expect((await engines.use(unix('two'))).engine?.host).toBe(unix('two'));
    answer();
    expect((await searching).engine?.host).toBe(unix('two'));
    expect((await engines.current()).host).toBe(unix('two'));
  });

  describe('named by a docker context with TLS files', () => {
    const home = () => join(folder, 'home');
    const id = createHash('sha256').update('plant').digest('hex');
    const tls = () => join(home(), '.docker/contexts/tls', id, 'docker');
    let certificate = { key: '', cert: '' };
    /** A context as the docker command stores it, of an engine that wants a certificate. */
    async function context(skip: boolean, files: readonly string[]): Promise<string> {
      const meta = join(home(), '.docker/contexts/meta', id);
      await mkdir(meta, { recursive: true });
      await mkdir(tls(), { recursive: true });
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      // biome-ignore format: one command
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
        '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'pipe' });
      certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
      const texts: Record<string, string> = {
        'ca.pem': certificate.cert,
        'cert.pem': certificate.cert,
        'key.pem': certificate.key,
      };
      for (const name of files) await writeFile(join(tls(), name), texts[name] ?? '');
      const server = createTlsServer(
        { ...certificate, ca: certificate.cert, requestCert: !skip, rejectUnauthorized: !skip },
        anEngine(),
      );
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await writeFile(
        join(meta, 'meta.json'),
        JSON.stringify({ Name: 'plant', Endpoints: { docker: { Host: host, SkipTLSVerify: skip } } }),
      );
      return host;
    }
    const look = () => searchOn({ DOCKER_CONTEXT: 'plant' }, null, 5000);

    it('is spoken to with the certificates of the context', async () => {
      const host = await context(false, ['ca.pem', 'cert.pem', 'key.pem']);
      const engines = look();
      expect(await engines.search()).toMatchObject({ engine: { host, cpus: 4 } });
      expect((await engines.use(host)).engine?.host).toBe(host);
    });

    it('is not trusted without its authority, unless the context says so', async () => {
      await context(false, ['cert.pem', 'key.pem']);
      expect((await look().search()).engine).toBeNull();
      const host = await context(true, []);
      expect((await look().search()).engine?.host).toBe(host);
    });
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

  it('one that was replaced by a newer version at the same address is spoken to anew', async () => {
    const server = await serve('changing', anEngine('1.41'));
    const engines = searchOn({ DOCKER_HOST: unix('changing') });
    await engines.search();
    const before = await engines.current();
    await engines.search();
    expect(await engines.current()).toBe(before);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await serve('changing', anEngine('1.45', undefined, '28.5.2'));
    expect((await engines.search()).engine).toMatchObject({ version: '28.5.2', apiVersion: '1.45' });
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

describe('an address that was never confirmed', () => {
  /** An operator who says no, and how often that was asked. */
  const refusing = () => {
    const asked: string[] = [];
    const engine = async (host: string): Promise<void> => {
      asked.push(host);
      throw new Foreseen('engine.not-confirmed', { host });
    };
    return { asked, change: { confirmations: { knowsEngine: () => false, engine } } };
  };
  const listening = async () => {
    const heard: (string | undefined)[] = [];
    await serve('typed', (request, response) => {
      heard.push(request.url);
      anEngine()(request, response);
    });
    return heard;
  };

  it('is asked for before anything is sent there, and left alone where the operator says no', async () => {
    const heard = await listening();
    const { asked, change } = refusing();
    const engines = searchOn({}, null, 300, change);
    expect(await failureOf(engines.use(unix('typed')))).toMatchObject({ code: 'engine.not-confirmed' });
    expect(asked).toEqual([unix('typed')]);
    expect(heard).toEqual([]);
  });

  it('is not used where it was remembered, nor is another engine taken in its place', async () => {
    const heard = await listening();
    await serve('other', anEngine());
    const { asked, change } = refusing();
    const engines = searchOn({ DOCKER_HOST: unix('other') }, unix('typed'), 300, change);
    const { engine, candidates } = await engines.search();
    expect(engine).toBeNull();
    expect(candidates.map(({ outcome }) => outcome).slice(0, 2)).toEqual(['not-confirmed', 'also-answers']);
    expect(await failureOf(engines.current())).toMatchObject({
      code: 'engine.not-confirmed',
      facts: { host: unix('typed') },
    });
    expect(asked).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('needs no question where this computer names it itself', async () => {
    await listening();
    const { asked, change } = refusing();
    const { engine } = await searchOn({ DOCKER_HOST: unix('typed') }, null, 300, change).use(unix('typed'));
    expect(engine?.host).toBe(unix('typed'));
    expect(asked).toEqual([]);
  });

  it('is not asked for where it is no address', async () => {
    const { asked, change } = refusing();
    expect(await failureOf(searchOn({}, null, 300, change).use('ssh://host'))).toMatchObject({
      code: 'engine.bad-host',
    });
    expect(asked).toEqual([]);
  });
});

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GATE_PROGRAM } from './image.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let folder: string;
let gate: ChildProcess | null = null;
let gatePort: number;
const servers: Server[] = [];

const env = () => ({ GATE_STATE: join(folder, 'targets'), GATE_LISTEN: '127.0.0.1' });
const point = (targets: string) =>
  promisify(execFile)(GATE_PROGRAM, ['point', `${gatePort}=${targets}`], { env: env() });

async function service(handler: Handler, port = 0): Promise<number> {
  const server = createServer(handler).listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await service(() => undefined);
  const server = servers.pop();
  server?.close();
  if (server) await once(server, 'close');
  return port;
}

async function serve(targets: string): Promise<void> {
  gatePort = await freePort();
  gate = spawn(GATE_PROGRAM, ['serve', `${gatePort}=${targets}`], { env: env(), stdio: 'inherit' });
  for (const until = Date.now() + 5000; Date.now() < until; await sleep(10)) {
    const socket = connect(gatePort, '127.0.0.1');
    const opened = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (opened) return;
  }
  throw new Error('the gate does not listen');
}

async function ask(
  path: string,
  method = 'GET',
  body = '',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: object }> {
  const asking = request({ host: '127.0.0.1', port: gatePort, path, method, headers, agent: false });
  asking.end(body);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response), headers: response.headers };
}

const saying =
  (word: string): Handler =>
  (_request, response) => {
    response.end(word);
  };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-gate-'));
});
afterEach(() => {
  gate?.kill('SIGKILL');
  gate = null;
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the gate', () => {
  it('passes a request with its body and headers on, and the answer back', async () => {
    const port = await service(async (asked, response) => {
      response.setHeader('x-seen', `${asked.method} ${asked.url} ${asked.headers['x-mark']}`);
      response.end(`${(await text(asked)).length} ${asked.headers.connection}`);
    });
    await serve(`127.0.0.1:${port}`);
    const asking = request({
      host: '127.0.0.1',
      port: gatePort,
      path: '/a?b=c',
      method: 'POST',
      headers: { 'x-mark': 'm', connection: 'keep-alive' },
    });
    asking.end('x'.repeat(3_000_000));
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    expect(response.headers['x-seen']).toBe('POST /a?b=c m');
    expect(await text(response)).toBe('3000000 close');
  });

  it('passes large answers on whole', async () => {
    const port = await service(saying('y'.repeat(5_000_000)));
    await serve(`localhost:${port}`);
    expect((await ask('/')).body).toHaveLength(5_000_000);
  });

  it('sends the next request where it was pointed to, while one that is under way ends where it began', async () => {
    let finish = (): void => undefined;
    const slow = await service((_asked, response) => {
      finish = () => response.end('old');
      response.flushHeaders();
    });
    const next = await service(saying('new'));
    await serve(`127.0.0.1:${slow}`);
    const asking = request({ host: '127.0.0.1', port: gatePort, agent: false }).end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    await point(`127.0.0.1:${next}`);
    expect((await ask('/')).body).toBe('new');
    finish();
    expect(await text(response)).toBe('old');
  });

  it('asks the second target for what the first does not know, and for nothing else', async () => {
    const first = await service((asked, response) => {
      response.statusCode = asked.url === '/known' ? 200 : 404;
      response.end('first');
    });
    const second = await service(saying('second'));
    await serve(`127.0.0.1:${first},127.0.0.1:${second}`);
    expect((await ask('/known')).body).toBe('first');
    expect((await ask('/results/1')).body).toBe('second');
    expect((await ask('/results/1', 'POST', 'x')).body).toBe('first');
  });

  it('answers as the first target where the second is gone', async () => {
    const first = await service((_asked, response) => {
      response.statusCode = 404;
      response.end('not here');
    });
    await serve(`127.0.0.1:${first},127.0.0.1:${await freePort()}`);
    expect(await ask('/results/1')).toMatchObject({ status: 404, body: 'not here' });
  });

  it('lets a request wait for a service that is just starting', async () => {
    const port = await freePort();
    await serve(`127.0.0.1:${port}`);
    const answer = ask('/');
    const early = await Promise.race([answer, sleep(200).then(() => 'waits')]);
    expect(early).toBe('waits');
    await service(saying('late'), port);
    expect((await answer).body).toBe('late');
  });

  it('lets a request wait while it is pointed at nobody', async () => {
    await serve('');
    const answer = ask('/');
    const port = await service(saying('there'));
    await point(`127.0.0.1:${port}`);
    expect((await answer).body).toBe('there');
  });

  it.each([
    ['is pointed at nobody', async () => ''],
    ['is pointed at a port where nobody listens', async () => `127.0.0.1:${await freePort()}`],
    ['cannot find the name', async () => 'nobody.invalid:1'],
  ])('tells Drydock within 3 s that it %s, with the word that it was asked with', async (_what, targets) => {
    await serve(await targets());
    const from = performance.now();
    expect(await ask('/', 'POST', 'x'.repeat(1_000_000), { 'Drydock-Gate': 'a-Word-1' })).toMatchObject({
      status: 503,
      headers: { 'drydock-gate': 'a-Word-1' },
    });
    expect(performance.now() - from).toBeLessThan(3000);
  });

  it('keeps the word to itself: no container can say it', async () => {
    const port = await service((asked, response) => {
      response.writeHead(503);
      response.end(JSON.stringify(asked.rawHeaders));
    });
    await serve(`127.0.0.1:${port}`);
    const { status, body, headers } = await ask('/', 'GET', '', { 'X-Mark': 'm', 'Drydock-Gate': 'a-Word-1' });
    expect(status).toBe(503);
    expect(headers).not.toHaveProperty('drydock-gate');
    expect(body).toContain('X-Mark');
    expect(body).not.toMatch(/drydock|a-Word/i);
  });

  it('answers no word that could be a header of its own', async () => {
    await serve('');
    const socket = connect(gatePort, '127.0.0.1');
    socket.write(`GET / HTTP/1.1\r\nDrydock-Gate: a\n${'b'.repeat(500)}: c\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^Drydock-Gate: ab{62}\r$/m);
    expect(answer).not.toMatch(/^b/m);
  });

  it('guards until its standard input ends', async () => {
    gate = spawn(GATE_PROGRAM, ['guard'], { stdio: ['pipe', 'inherit', 'inherit'] });
    const exited = once(gate, 'exit');
    gate.stdin?.write('x'.repeat(100_000));
    expect(await Promise.race([exited, sleep(300).then(() => 'guards')])).toBe('guards');
    gate.stdin?.end();
    expect(await exited).toEqual([0, null]);
  });

  it('sends requests where it sent them before when it is started again', async () => {
    const [first, second] = [await service(saying('first')), await service(saying('second'))];
    await serve(`127.0.0.1:${first}`);
    await point(`127.0.0.1:${second}`);
    gate?.kill('SIGTERM');
    await once(gate as ChildProcess, 'exit');
    gate = spawn(GATE_PROGRAM, ['serve', `${gatePort}=127.0.0.1:${first}`], { env: env() });
    await expect
      .poll(
        () =>
          ask('/').then(
            ({ body }) => body,
            () => 'nobody',
          ),
        { timeout: 5000 },
      )
      .toBe('second');
  });

  it('refuses a head that is too large, and takes one that comes in pieces', async () => {
    const port = await service(saying('ok'));
    await serve(`127.0.0.1:${port}`);
    const answerTo = async (pieces: readonly string[]): Promise<string> => {
      const socket = connect(gatePort, '127.0.0.1').setEncoding('latin1');
      let all = '';
      socket.on('data', (some) => {
        all += some;
      });
      for (const piece of pieces) await new Promise((sent) => socket.write(piece, 'latin1', sent));
      await Promise.race([once(socket, 'end'), once(socket, 'error')]);
      socket.destroy();
      return all;
    };
    expect(await answerTo(['GET / HT', 'TP/1.1\r\nHost: a\r', '\n\r', '\n'])).toMatch(/^HTTP\/1\.1 200 .*ok/s);
    expect(await answerTo([`GET / HTTP/1.1\r\nx: ${'z'.repeat(70_000)}`])).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('answers more at once than it has processes for', { timeout: 60_000 }, async () => {
    const port = await service(saying('ok'));
    await serve(`127.0.0.1:${port}`);
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask('/')));
    expect(answers.every(({ body }) => body === 'ok')).toBe(true);
  });

  it.each([
    '5000',
    '5000=:1',
    '5000/now=a:1',
    '5000=a/b:1',
    '0=127.0.0.1:1',
    '5000=127.0.0.1:99999',
    '1=1.1.1.1:1,1.1.1.1:2,1.1.1.1:3',
    '',
  ])('refuses the route %j', async (route) => {
    await expect(promisify(execFile)(GATE_PROGRAM, ['serve', route], { env: env() })).rejects.toMatchObject({
      code: 2,
    });
  });

  it('keeps its targets in a file that can be read', async () => {
    await serve('127.0.0.1:81');
    await point('127.0.0.1:82,127.0.0.1:83');
    const { stdout } = await promisify(execFile)(GATE_PROGRAM, ['show'], { env: env() });
    expect(stdout).toBe(`${gatePort}=127.0.0.1:82,127.0.0.1:83\n`);
    expect(readFileSync(env().GATE_STATE, 'utf8')).toBe(stdout);
  });
});

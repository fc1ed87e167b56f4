import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { askService, NoAnswer } from './http.ts';

let server: Server | null = null;

async function listen(handler: RequestListener): Promise<number> {
  const started = createServer(handler);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return (started.address() as AddressInfo).port;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

const reasonOf = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(
    () => null,
    (rejected: unknown) => rejected,
  );
  return error instanceof NoAnswer ? error.reason : `not a NoAnswer: ${String(error)}`;
};

describe('asking a container', () => {
  it('any status is an answer, with headers and text', async () => {
    const port = await listen((_request, response) => {
      response.writeHead(503, { 'retry-after': '3' }).end('busy');
    });
    const answer = await askService(port, '/ready', { timeoutMs: 5000 });
    expect([answer.status, answer.header('Retry-After'), answer.text]).toEqual([503, '3', 'busy']);
  });

  it('a redirect is not followed', async () => {
    let asked = 0;
    const port = await listen((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    });
    expect((await askService(port, '/', { timeoutMs: 5000 })).status).toBe(302);
    expect(asked).toBe(1);
  });

  it('nothing listening, silence, length and a broken line are told apart', async () => {
    const gone = await listen(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    expect(await reasonOf(askService(gone, '/', { timeoutMs: 5000 }))).toBe('refused');

    const silent = await listen(() => undefined);
    expect(await reasonOf(askService(silent, '/', { timeoutMs: 50 }))).toBe('timeout');
    server?.closeAllConnections();

    const long = await listen((_request, response) => response.end('x'.repeat(2000)));
    expect(await reasonOf(askService(long, '/', { timeoutMs: 5000, maxBytes: 1000 }))).toBe('too-long');

    const broken = await listen((request) => request.socket.destroy());
    expect(await reasonOf(askService(broken, '/', { timeoutMs: 5000 }))).toBe('broken');
  });

  it('the gate’s word that nobody took the question is told apart from a busy service’s', async () => {
    const answering = (word: (asked: string) => string) =>
      listen((request, response) => {
        const asked = String(request.headers['drydock-gate']);
        response.writeHead(503, { 'drydock-gate': word(asked) }).end();
      });
    const gate = await answering((asked) => asked);
    expect(await reasonOf(askService(gate, '/', { timeoutMs: 5000 }))).toBe('refused');
    server?.closeAllConnections();
    server?.close();
    const container = await answering(() => 'made-up');
    expect((await askService(container, '/', { timeoutMs: 5000 })).status).toBe(503);
  });

  it('an abort ends in the reason of the signal', async () => {
    const port = await listen(() => undefined);
    const controller = new AbortController();
    const asked = askService(port, '/', { timeoutMs: 5000, signal: controller.signal });
    controller.abort(new DOMException('Cancelled', 'AbortError'));
    await expect(asked).rejects.toThrow('Cancelled');
  });

  it('ports that browsers refuse for ever are asked like any other', async () => {
    for (const wanted of [5060, 5061, 6000, 6566, 10080]) {
      const started = createServer((_request, response) => response.end('here'));
      server = started;
      await new Promise<void>((resolve, reject) => {
        started.once('error', reject);
        started.listen(wanted, '127.0.0.1', resolve);
      });
      expect((await askService(wanted, '/ready', { timeoutMs: 5000 })).text).toBe('here');
      await new Promise((resolve) => started.close(resolve));
    }
  });

  it('a packed answer is measured unpacked, and reading stops at the limit', async () => {
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const port = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    );
    const before = process.memoryUsage().rss;
    expect(await reasonOf(askService(port, '/', { timeoutMs: 5000, maxBytes: 1024 * 1024 }))).toBe('too-long');
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
    const small = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"status":"ready"}')),
    );
    expect((await askService(small, '/', { timeoutMs: 5000 })).text).toBe('{"status":"ready"}');
  });

  it('an answer without an end is read up to the limit, and the line is cut there', async () => {
    let closed = (): void => undefined;
    const cut = new Promise<void>((resolve) => {
      closed = resolve;
    });
    let written = 0;
    const port = await listen((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', more).on('close', closed);
      more();
    });
    expect(await reasonOf(askService(port, '/', { timeoutMs: 5000, maxBytes: 1024 * 1024 }))).toBe('too-long');
    await cut;
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it.each([
    ['that is no packed answer', Buffer.from('plain')],
    ['that is cut', gzipSync('{"status":"ready"}').subarray(0, 12)],
  ])('an answer %s though it says so is a broken one', async (_what, body) => {
    const port = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
    );
    expect(await reasonOf(askService(port, '/', { timeoutMs: 5000 }))).toBe('broken');
  });

  it.each([
    [1, '{}'],
    [4, 'broken'],
  ])('an answer that is packed %i times is %s', async (times, expected) => {
    let body = Buffer.from('{}');
    for (let time = 0; time < times; time += 1) body = gzipSync(body);
    const coding = Array.from({ length: times }, () => 'gzip').join(', ');
    const port = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(body),
    );
    const asked = askService(port, '/', { timeoutMs: 5000 });
    expect(times === 1 ? (await asked).text : await reasonOf(asked)).toBe(expected);
  });

  it('a byte-order mark is no part of an answer', async () => {
    const port = await listen((_request, response) => response.end('\uFEFF{"a":1}'));
    const answer = await askService(port, '/', { timeoutMs: 5000 });
    expect([answer.text, JSON.parse(Buffer.from(answer.bytes).toString('utf8'))]).toEqual(['{"a":1}', { a: 1 }]);
  });

  it('a line that was kept open and is closed meanwhile is opened anew', async () => {
    const port = await listen((_request, response) => response.end('well'));
    await askService(port, '/', { timeoutMs: 5000 });
    server?.closeAllConnections();
    expect((await askService(port, '/', { timeoutMs: 5000 })).text).toBe('well');
  });

  it('an answer that breaks off in its middle is a broken line', async () => {
    const port = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    expect(await reasonOf(askService(port, '/', { timeoutMs: 5000 }))).toBe('broken');
  });
});

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

  it('an abort ends in the reason of the signal', async () => {
    const port = await listen(() => undefined);
    const controller = new AbortController();
    const asked = askService(port, '/', { timeoutMs: 5000, signal: controller.signal });
    controller.abort(new DOMException('Cancelled', 'AbortError'));
    await expect(asked).rejects.toThrow('Cancelled');
  });
});

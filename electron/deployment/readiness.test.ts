import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readinessAt } from './readiness.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function looked(handler: RequestListener): Promise<string> {
  const started = createServer(handler);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return readinessAt((started.address() as AddressInfo).port);
}

describe('/ready', () => {
  it.each([
    ['an empty 200', {}, '', 'ready'],
    ['204', {}, '', 'ready'],
    ['JSON', { 'content-type': 'application/json' }, '{"apiStatus":"Valid"}', 'ready'],
    ['JSON that is called a text, after a mark', { 'content-type': 'text/plain' }, '\uFEFF{}', 'ready'],
    ['a web page', { 'content-type': 'text/html; charset=utf-8' }, 'hello', 'not-ready'],
    ['a web page without a type', {}, '\n<!DOCTYPE html><title>Router</title>', 'not-ready'],
    ['more than a look is worth', {}, 'x'.repeat(100_000), 'not-ready'],
  ])('that answers with %s', async (what, headers, body, readiness) => {
    expect(
      await looked((_request, response) => response.writeHead(what === '204' ? 204 : 200, headers).end(body)),
    ).toBe(readiness);
  });

  it('503 is not ready', async () => {
    expect(await looked((_request, response) => response.writeHead(503).end())).toBe('not-ready');
  });
});

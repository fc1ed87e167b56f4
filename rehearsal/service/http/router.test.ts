import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../console/log.ts';
import { json } from './exchange.ts';
import { createRouter } from './router.ts';
import { createHttpServer, listen } from './server.ts';

let server: Server | null = null;
afterEach(async () => {
  const closing = server;
  server = null;
  if (!closing) return;
  closing.close();
  closing.closeAllConnections();
  await once(closing, 'close');
});

describe('the router', () => {
  it('ignores a final slash and upper case, and tells a wrong path from a wrong method', async () => {
    const lines: string[] = [];
    const log = createLog({
      write: (text) => lines.push(text),
      level: 'information',
      hide: [],
      now: () => new Date(0),
    });
    const router = createRouter([
      { method: 'GET', path: '/a/{name}', handle: ({ parameters, host }) => json(200, { ...parameters, host }) },
      {
        method: 'GET',
        path: '/broken',
        handle: () => {
          throw new Error('as planned');
        },
      },
    ]);
    server = createHttpServer(router, log);
    const address = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
    const answer = await fetch(`${address}/A/Some/?x=1`);
    expect(await answer.json()).toEqual({ name: 'Some', host: new URL(address).host });
    expect((await fetch(`${address}/b`)).status).toBe(404);
    expect((await fetch(`${address}/a/x`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${address}/a/x`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${address}/broken`)).status).toBe(500);
    expect(lines.join('')).toContain('as planned');
  });
});

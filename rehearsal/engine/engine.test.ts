import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from './server.ts';

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

describe('the rehearsal engine', () => {
  let home: string;
  let engine: Awaited<ReturnType<typeof createEngine>>;
  const call = (method: string, path: string, body?: unknown) => callAt(join(home, 'e.sock'), method, path, body);

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'rehearsal-engine-'));
    engine = await createEngine({
      home,
      version: 'test',
      runtime: { command: process.execPath, args: ['-e', ''], env: {} },
    });
    await engine.listen(join(home, 'e.sock'));
  });
  afterAll(async () => {
    await engine.close();
    await rm(home, { recursive: true, force: true });
  });

  it('says that it is a rehearsal', async () => {
    expect(JSON.parse((await call('GET', '/info')).text).Labels).toContain('io.drydock.rehearsal=true');
    expect((await call('GET', '/v1.41/_ping')).text).toBe('OK');
  });

  it('answers 501 with the name of a call that it does not have', async () => {
    const { status, text } = await call('POST', '/v1.41/build?t=x');
    expect(status).toBe(501);
    expect(JSON.parse(text).message).toContain('POST /build');
  });

  it('refuses a body that is no JSON, an image and a container that are not there', async () => {
    expect((await call('GET', '/containers/none/json')).status).toBe(404);
    expect((await call('GET', '/images/none/json')).status).toBe(404);
    expect((await call('POST', '/containers/create', { Image: 'r.example/other/image:1' })).status).toBe(404);
    expect((await call('POST', '/containers/create', 'text')).status).toBe(400);
  });
});

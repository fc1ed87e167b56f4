// Calls of the real client to a socket whose answers are late, cut or missing.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitCalls } from './limit-calls.ts';

const LIMITS = { readMs: 200, changeMs: 300 };

let folder = '';
let server: Server | null = null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-limits-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

async function engineThat(answers: (asked: IncomingMessage, answer: ServerResponse) => void): Promise<Docker> {
  const socketPath = join(folder, 'engine.sock');
  server = createServer(answers);
  await new Promise<void>((resolve) => server?.listen(socketPath, resolve));
  return limitCalls(new Docker({ socketPath }), LIMITS);
}

const CALLS: Readonly<Record<string, (docker: Docker) => Promise<unknown>>> = {
  inspect: (docker) => docker.getContainer('c').inspect(),
  list: (docker) => docker.listImages(),
  create: (docker) => docker.createContainer({ name: 'c' }),
  start: (docker) => docker.getContainer('c').start(),
  remove: (docker) => docker.getContainer('c').remove(),
  exec: (docker) => docker.getExec('e').start({ Detach: false }),
};

describe('a call that the engine does not answer', () => {
  it.each(Object.entries(CALLS))('ends as slow (%s)', async (_name, call) => {
    const docker = await engineThat(() => undefined);
    await expect(call(docker)).rejects.toMatchObject({ code: 'engine.slow' });
  });

  it('ends as slow where the engine ends in the middle of the answer', async () => {
    const docker = await engineThat((_asked, answer) => {
      answer.writeHead(200, { 'content-length': 500 });
      answer.write('{"Id":"', () => answer.destroy());
    });
    await expect(docker.getContainer('c').inspect()).rejects.toMatchObject({ code: 'engine.slow' });
  });

  it('that waits for a container has no limit, and one that stops it waits for its grace', async () => {
    const docker = await engineThat((_asked, answer) => {
      setTimeout(() => answer.writeHead(200).end('{"StatusCode":7}'), 3 * LIMITS.changeMs);
    });
    expect(await docker.getContainer('c').wait()).toEqual({ StatusCode: 7 });
    await expect(docker.getContainer('c').stop({ t: 2 })).resolves.toBeDefined();
    await expect(docker.getContainer('c').stop({ t: 0 })).rejects.toMatchObject({ code: 'engine.slow' });
  });

  it('that is a stream has time to begin, and none to end', async () => {
    const docker = await engineThat((_asked, answer) => {
      answer.writeHead(200).flushHeaders();
      setTimeout(() => answer.end('later'), 3 * LIMITS.changeMs);
    });
    const log = await docker.getContainer('c').logs({ follow: true, stdout: true });
    const pieces: string[] = [];
    for await (const piece of log) pieces.push(String(piece));
    expect(pieces.join('')).toBe('later');
  });
});

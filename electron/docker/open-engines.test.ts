// Engines as small servers at real sockets, which go away and come back.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { allowing } from '../grants/testing/allow.ts';
import { openEngines } from './open-engines.ts';

const CONTAINER = {
  Id: 'c',
  Name: '/c',
  Image: 'sha256:1',
  RestartCount: 1,
  Config: {},
  State: { Status: 'running', StartedAt: new Date().toISOString() },
};

let folder = '';
let server: Server | null = null;
/** What the search and the client ask of an engine, and one container that ended with 3 a moment ago. */
async function begins(): Promise<void> {
  const died = { Type: 'container', Action: 'die', Actor: { ID: 'c', Attributes: { exitCode: '3' } } };
  server = createServer(({ url = '' }, answer) => {
    if (url.includes('/events'))
      return void answer.write(`${JSON.stringify({ ...died, timeNano: Date.now() * 1e6 })}\n`);
    const said = url.endsWith('/json')
      ? CONTAINER
      : url.endsWith('/info')
        ? { SystemTime: new Date().toISOString() }
        : { ApiVersion: '1.45', Version: '27.0.0', Components: [{ Name: 'Engine' }] };
    return void answer.end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server?.listen(join(folder, 'engine.sock'), resolve));
}
async function ends(): Promise<void> {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dd-open-'));
});
afterEach(async () => {
  await ends();
  await rm(folder, { recursive: true });
});

function open(attend: () => Promise<void> = async () => undefined) {
  const topics: string[] = [];
  const failures: unknown[] = [];
  const room = openEngines({
    ...allowing,
    systemFolders: { checkFolder: async () => undefined },
    platform: 'win32',
    env: { DOCKER_HOST: `unix://${join(folder, 'engine.sock')}` },
    homeFolder: join(folder, 'home'),
    uid: null,
    owner: { id: '0123456789abcdef', adopted: () => [] },
    now: () => new Date(),
    settings: {
      preferences: () => ({ engineHost: null, networkRange: null }),
      changePreferences: () => undefined,
    },
    changed: (more) => topics.push(...more),
    attend,
    failed: () => (error) => void failures.push(error),
  });
  const exitCode = async (): Promise<number | null | undefined> =>
    (await (await room.engines.current()).containers.inspect('c'))?.restarts?.exitCode;
  return { ...room, topics, failures, exitCode };
}

it('an engine that was away and is found again is followed again: how a container ended is known', async () => {
  await begins();
  const { engines, topics, exitCode, close } = open();
  expect((await engines.search()).engine).not.toBeNull();
  await expect.poll(exitCode).toBe(3);
  await ends();
  expect((await engines.search()).engine).toBeNull();
  topics.length = 0;
  await begins();
  expect((await engines.search()).engine).not.toBeNull();
  await expect.poll(exitCode).toBe(3);
  expect(topics).toEqual(expect.arrayContaining(['images', 'deployments']));
  close();
});

it('an engine is attended to once, also where it was away; where that fails, again with the next search', async () => {
  await begins();
  const reasons = [new Error('it hangs')];
  let attended = 0;
  const { engines, failures, close } = open(async () => {
    const reason = reasons.pop();
    if (reason) throw reason;
    attended += 1;
  });
  await engines.search();
  await expect.poll(() => failures).toHaveLength(1);
  await engines.search();
  await expect.poll(() => attended).toBe(1);
  await ends();
  await engines.search();
  await begins();
  await engines.search();
  await engines.search();
  expect([attended, failures.length]).toEqual([1, 1]);
  close();
});

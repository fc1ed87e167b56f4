import { fork as forkNode } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEngine } from 'form-recognizer-rehearsal/bundle';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { invoiceDeployment } from '../testing/definition.ts';
import { serveRehearsal } from './failures.ts';
import { type Fork, type Forked, follow } from './fork.ts';
import { type RehearsalEngine, startRehearsalEngine } from './rehearsal-engine.ts';

const NUMBERS: Readonly<Record<string, number>> = { SIGKILL: 9, SIGTERM: 15 };
/** Gives a Node process the parent that a utility process of Electron has. */
const PARENT = `data:text/javascript,${encodeURIComponent(`
  process.parentPort = {
    postMessage: (message) => process.send(message),
    on: (event, told) => process.on(event, (data) => told({ data })),
  };`)}`;

/** The processes that a test started, the engine's first. */
const started: Forked[] = [];

/** Node's own fork with the manners of Electron's: an exit code is the number of the signal that ended it. */
const fork: Fork = (file, args, { env, cwd }) => {
  const child = forkNode(file, [...args], {
    env: { ...env },
    execArgv: ['--import', PARENT],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(cwd ? { cwd } : {}),
  });
  const forked = {
    get pid() {
      return child.pid;
    },
    stdout: child.stdout,
    stderr: child.stderr,
    postMessage: (message: unknown) => void (child.connected && child.send(message as object)),
    on(event: string, told: (value: never) => void) {
      if (event === 'exit') child.on('exit', (code, signal) => told((code ?? NUMBERS[signal ?? '']) as never));
      else child.on(event, told as () => void);
    },
  } as Forked;
  started.push(forked);
  return forked;
};

const runs = (pid: number | undefined): boolean => {
  try {
    return process.kill(pid ?? 0, 0);
  } catch {
    return false; // no such process
  }
};

/** Prints what it was started with, then stays, or ends with the code that it was given. */
const service = `
  process.stdout.write('x'.repeat(200000) + '\\n' + process.argv.slice(2).join(' ') + '\\n', () => {
    const code = process.argv.find((one) => one.startsWith('exit='));
    if (code) process.exit(Number(code.slice(5)));
  });
  process.on('SIGTERM', () => process.exit(0));
  setInterval(() => {}, 1000);
`;
const image = {
  id: `sha256:${'a'.repeat(64)}`,
  feature: 'layout',
  build: '1',
  tags: ['r.example/form-recognizer/layout:1'],
  digests: [],
  created: new Date(0).toISOString(),
  sizeBytes: 1,
};

describe('the rehearsal engine as a part of the app', () => {
  let bundle: string;
  let home: string;
  let engine: RehearsalEngine;
  beforeAll(async () => {
    bundle = await mkdtemp(join(tmpdir(), 'stand-in-bundle-'));
    await bundleEngine(bundle);
    await writeFile(join(bundle, 'service.cjs'), service);
  }, 60_000);
  afterAll(() => rm(bundle, { recursive: true, force: true }));

  beforeEach(async () => {
    started.length = 0;
    home = await mkdtemp(join(tmpdir(), 'stand-in-'));
    await writeFile(join(home, 'state.json'), JSON.stringify({ images: [image], networks: [], containers: [] }));
    engine = await startRehearsalEngine({
      fork,
      env: process.env,
      engineFile: join(bundle, 'engine.mjs'),
      serviceFile: join(bundle, 'service.cjs'),
      home,
      version: 'test',
      platform: process.platform,
      endLimitMs: 3000,
    });
  });
  afterEach(async () => {
    await engine.close();
    await rm(home, { recursive: true, force: true });
  });

  const call = (method: string, path: string, body?: unknown) =>
    new Promise<string>((resolve, reject) => {
      const asked = request({ socketPath: engine.socketPath, method, path }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => ((answer.statusCode ?? 0) < 400 ? resolve(text) : reject(new Error(text))));
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const begin = async (...args: readonly string[]): Promise<string> => {
    const restart = { RestartPolicy: { Name: args.some((one) => one.startsWith('exit=')) ? 'no' : 'unless-stopped' } };
    const created = await call('POST', '/containers/create', { Image: image.tags[0], Cmd: args, HostConfig: restart });
    const { Id } = JSON.parse(created);
    await call('POST', `/containers/${Id}/start`);
    return Id;
  };
  const stateOf = async (id: string) => JSON.parse(await call('GET', `/containers/${id}/json`)).State;

  it('its containers are started by the app, and their output and exit codes reach the engine whole', async () => {
    const id = await begin('eula=accept', 'exit=31');
    expect(JSON.parse(await call('POST', `/containers/${id}/wait`)).StatusCode).toBe(31);
    const log = await call('GET', `/containers/${id}/logs?stdout=1&stderr=1`);
    expect(log).toContain('eula=accept exit=31');
    expect(log.match(/x/g)?.length).toBeGreaterThanOrEqual(200_000);
    expect(started).toHaveLength(2);
  });

  it('a container that is killed ends with 137, and one that is asked to stop by itself', async () => {
    const killed = await begin('one');
    await vi.waitFor(async () => expect((await stateOf(killed)).Pid).toBeGreaterThan(0));
    await call('POST', `/containers/${killed}/kill`);
    await vi.waitFor(async () =>
      expect(await stateOf(killed)).toMatchObject({ Status: 'exited', ExitCode: 137, OOMKilled: false }),
    );
    const asked = await begin('two');
    await vi.waitFor(async () => expect(await call('GET', `/containers/${asked}/logs?stdout=1`)).toContain('two'));
    await call('POST', `/containers/${asked}/stop`);
    expect(await stateOf(asked)).toMatchObject({ Status: 'exited', ExitCode: 0 });
  });

  it('an engine that ends by itself takes its containers along and is there again at the same address', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const id = await begin('stays');
    await vi.waitFor(async () => expect((await stateOf(id)).Pid).toBeGreaterThan(0));
    const [first, container] = started;
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(runs(container?.pid)).toBe(false), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await stateOf(id)).toMatchObject({ Status: 'running' }), { timeout: 20_000 });
    const { Pid } = await stateOf(id);
    expect(Pid).not.toBe(container?.pid);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('The rehearsal engine ended with 9'));
  }, 40_000);

  it('its containers end with it when the app closes it', async () => {
    const id = await begin('stays');
    await vi.waitFor(async () => expect(await call('GET', `/containers/${id}/logs?stdout=1`)).toContain('stays'));
    await engine.close();
    expect(started.map(({ pid }) => runs(pid))).toEqual([false, false]);
  });

  it('one that hangs holds nothing up: questions have a limit, and closing kills it', async () => {
    const [hung] = started;
    process.kill(hung?.pid ?? 0, 'SIGSTOP');
    const { waiting } = serveRehearsal({
      apart: engine,
      deployment: () => invoiceDeployment,
      labelOf: (id) => id,
      limitMs: 100,
    });
    await expect(waiting(undefined)).rejects.toMatchObject({ code: 'engine.slow' });
    await engine.close();
    expect(runs(hung?.pid)).toBe(false);
  });

  it('a question whose answer breaks off is told as an engine that is lost', async () => {
    const socketPath = join(home, 'cut.sock');
    const cut = createServer((_asked, answer) => {
      answer.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => answer.destroy());
    });
    await new Promise<void>((resolve) => cut.listen(socketPath, resolve));
    const { waiting } = serveRehearsal({
      apart: { socketPath },
      deployment: () => invoiceDeployment,
      labelOf: (id) => id,
    });
    await expect(waiting(undefined)).rejects.toMatchObject({ code: 'engine.lost' });
    cut.close();
  });

  it('an engine that cannot start is told with what it printed', async () => {
    const file = join(home, 'broken.cjs');
    await writeFile(file, `throw new Error('no such thing')`);
    const failed = startRehearsalEngine({
      fork,
      env: process.env,
      engineFile: file,
      serviceFile: file,
      home,
      version: 'test',
      platform: process.platform,
    });
    await expect(failed).rejects.toMatchObject({
      code: 'rehearsal.not-started',
      detail: expect.stringContaining('no such thing'),
    });
  });

  it('the output of a process is handed on before its end is', async () => {
    const file = join(home, 'loud.cjs');
    await writeFile(file, `process.stdout.write('y'.repeat(300000)); process.exitCode = 7; process.disconnect();`);
    let length = 0;
    const { code } = await follow(fork(file, [], { name: 'loud', env: {} }), (_, text) => {
      length += text.length;
    });
    expect([code, length]).toEqual([7, 300_000]);
  });
});

// The app as it is shipped, watched from outside: no driver can reach into it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { fromWorld } from './fixtures/world.ts';

const run = promisify(execFile);

/** The tests run as an ordinary user. Root would see no sandbox. */
const USER = process.getuid?.() ?? 0;
/** How the program holds a fuse: as the digit 0 or 1. */
const [OFF, ON] = [0x30, 0x31];
/** Where Node's debugger would listen; the world has a loopback of its own. */
const INSPECT_PORT = 9229;

// Slow: the app is packaged first.
test('the packaged app rehearses as an ordinary user, sandboxed, is no Node for anyone and opens no door for debuggers', async () => {
  expect(USER, 'the tests run as an ordinary user').not.toBe(0);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-packaged-'));
  let app: ChildProcess | null = null;
  try {
    await run(process.execPath, ['scripts/package.mjs', '--out', folder], { env: process.env });
    const executable = join(folder, 'linux-unpacked/drydock');
    await expectFuses(executable);
    const [home, emptyPath, data] = ['home', 'no-programs', 'data'].map((name) => join(folder, name));
    for (const one of [home, emptyPath, data]) await mkdir(one ?? '');
    const env = {
      HOME: home ?? '',
      PATH: emptyPath ?? '',
      DISPLAY: fromWorld('DISPLAY'),
      DOCKER_HOST: 'unix:///nothing.sock',
    };
    await expectNoNode(executable, folder, env);
    await expectRefused(executable, folder, env);

    // It is told by its settings to rehearse.
    await writeFile(join(data ?? '', 'settings.json'), JSON.stringify({ preferences: { rehearsing: true } }));
    let said = '';
    const started = spawn(executable, [`--user-data-dir=${data}`, `--inspect=${INSPECT_PORT}`], { cwd: '/', env });
    app = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += String(chunk);
      });
    // Services are opened once the page has its styles, and the rehearsal's engine is a process of the app.
    await expect
      .poll(async () => (await processesOf(started.pid ?? 0)).some(isHelper), { timeout: 60_000, message: said })
      .toBe(true);
    await expect
      .poll(() => readFile(join(data ?? '', 'drydock.log'), 'utf8').catch(() => ''), { timeout: 30_000 })
      .toMatch(/Drydock \S+ starts/);
    expect(await readFile(join(data ?? '', 'drydock.log'), 'utf8')).not.toMatch(/ error /);
    expect(said).not.toMatch(/(?:Debugger|DevTools) listening/);
    expect(await isOpen(INSPECT_PORT)).toBe(false);

    const processes = await processesOf(started.pid ?? 0);
    const renderers = processes.filter(({ command }) => command.includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const { command, status } of processes) {
      expect(command).not.toContain('--no-sandbox');
      expect(status).toMatch(new RegExp(`^Uid:\\s+${USER}\\s`, 'm'));
    }
    // 2: system calls are filtered, which is Chromium's sandbox at work.
    for (const { status } of renderers) expect(status).toMatch(/^Seccomp:\s+2$/m);
  } finally {
    app?.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** What the program itself has written into it. The archive's integrity is checked on macOS and Windows alone. */
async function expectFuses(executable: string): Promise<void> {
  const fuses = await getCurrentFuseWire(executable);
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  for (const one of off) expect(fuses[one], FuseV1Options[one]).toBe(OFF);
  for (const one of [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableEmbeddedAsarIntegrityValidation])
    expect(fuses[one], FuseV1Options[one]).toBe(ON);
}

/** The app is no Node for whoever sets a variable: it starts as itself, which without a screen it cannot. */
async function expectNoNode(executable: string, folder: string, env: Record<string, string>): Promise<void> {
  const mark = join(folder, 'ran-as-node');
  const script = join(folder, 'script.js');
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  const required = { NODE_OPTIONS: `--require ${script}` };
  for (const [args, more] of [
    [['-e', `require(${JSON.stringify(script)})`], {}],
    [[script], {}],
    [[], required],
  ] as const) {
    const asNode = { HOME: env['HOME'], PATH: env['PATH'], ELECTRON_RUN_AS_NODE: '1', ...more };
    const ended = await run(executable, ['--no-sandbox', ...args], { env: asNode, timeout: 20_000 }).catch(
      (error: unknown) => error,
    );
    expect(ended).toBeInstanceOf(Error);
    expect(await readdir(folder)).not.toContain('ran-as-node');
  }
}

/** Switches that would let another program into the window end the start, before anything listens or is written. */
async function expectRefused(executable: string, folder: string, env: Record<string, string>): Promise<void> {
  const written = join(folder, 'net-log.json');
  for (const one of ['--remote-debugging-port=0', '--remote-debugging-pipe', `--log-net-log=${written}`]) {
    const ended = await run(executable, [one, `--user-data-dir=${join(folder, 'refused')}`], {
      cwd: '/',
      env,
      timeout: 30_000,
    }).catch((error: unknown) => error as { readonly code?: unknown; readonly stderr?: string });
    expect(ended, one).toMatchObject({ code: 1 });
    expect(ended.stderr, one).toContain('Drydock does not start with');
    expect(ended.stderr, one).not.toContain('DevTools listening');
  }
  expect(await readdir(folder)).not.toContain('net-log.json');
}

/** Whether anybody answers at a port of this computer. */
const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });

/** One of the app's own processes that is neither window nor Chromium's: the rehearsal's engine. */
const isHelper = ({ command }: Running): boolean => /--utility-sub-type=node\.mojom\.NodeService/.test(command);

interface Running {
  readonly command: string;
  readonly status: string;
}

/** A process and all below it. */
async function processesOf(pid: number): Promise<Running[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const read = (id: number, file: string) => readFile(`/proc/${id}/${file}`, 'latin1').catch(() => ''); // it may have ended
  const statuses = await Promise.all(all.map(async (id) => ({ id, status: await read(id, 'status') })));
  const family = new Set([pid]);
  // A child may be listed before its parent.
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { id, status } of statuses) if (family.has(Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]))) family.add(id);
  }
  return Promise.all(
    statuses
      .filter(({ id }) => family.has(id))
      .map(async ({ id, status }) => ({ command: (await read(id, 'cmdline')).replaceAll('\0', ' '), status })),
  );
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { fromWorld } from './fixtures/world.ts';

const run = promisify(execFile);

/** The tests run as an ordinary user. Root would see no sandbox. */
const USER = process.getuid?.() ?? 0;

test('the packaged app starts and rehearses as an ordinary user, sandboxed, with no Node on its path', async () => {
  expect(USER, 'the tests run as an ordinary user').not.toBe(0);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-packaged-'));
  let app: ChildProcess | null = null;
  try {
    await run(process.execPath, ['scripts/package.mjs', '--out', folder], { env: process.env });
    const home = join(folder, 'home');
    await mkdir(home);

    const emptyPath = join(folder, 'no-programs');
    await mkdir(emptyPath);
    await expectNoNode(join(folder, 'linux-unpacked/drydock'), folder);
    const env = { HOME: home, PATH: emptyPath, DISPLAY: fromWorld('DISPLAY'), DOCKER_HOST: 'unix:///nothing.sock' };
    await expectRefused(join(folder, 'linux-unpacked/drydock'), folder, env);
    const data = join(folder, 'data');
    await mkdir(data);
    // No driver can reach into a packaged app: it is told by its settings to rehearse, and watched from outside.
    await writeFile(join(data, 'settings.json'), JSON.stringify({ preferences: { rehearsing: true } }));
    const started = spawn(join(folder, 'linux-unpacked/drydock'), [`--user-data-dir=${data}`], { cwd: '/', env });
    app = started;
    // Services are opened once the page has its styles, and the rehearsal's engine is a process of the app.
    await expect.poll(async () => (await processesOf(started.pid ?? 0)).some(isHelper), { timeout: 60_000 }).toBe(true);
    await expect
      .poll(() => readFile(join(data, 'drydock.log'), 'utf8').catch(() => ''), { timeout: 30_000 })
      .toMatch(/Drydock \S+ starts/);
    expect(await readFile(join(data, 'drydock.log'), 'utf8')).not.toMatch(/ error /);

    const processes = await processesOf(app.pid ?? 0);
    const renderers = processes.filter(({ command }) => command.includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const { command, status } of processes) {
      expect(command).not.toContain('--no-sandbox');
      expect(status).toMatch(new RegExp(`^Uid:\\s+${USER}\\s`, 'm'));
    }
    // Neither the engine nor a container may be a Node that anyone could start: they are parts of the app.
    expect(processes.some(isHelper)).toBe(true);
    // 2: system calls are filtered, which is Chromium's sandbox at work.
    for (const { status } of renderers) expect(status).toMatch(/^Seccomp:\s+2$/m);
  } finally {
    app?.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** The app is no Node for whoever sets a variable: it starts as itself, which without a screen it cannot. */
async function expectNoNode(executable: string, folder: string): Promise<void> {
  const mark = join(folder, 'ran-as-node');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`;
  const env = { HOME: folder, ELECTRON_RUN_AS_NODE: '1' };
  const ended = await run(executable, ['--no-sandbox', '-e', script], { env, timeout: 20_000 }).catch(
    (error: unknown) => error,
  );
  expect(ended).toBeInstanceOf(Error);
  expect(await readdir(folder)).not.toContain('ran-as-node');
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

/** One of the app's own processes that is neither window nor Chromium's. */
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

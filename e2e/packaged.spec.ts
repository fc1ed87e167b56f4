import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, expect, test } from '@playwright/test';
import { fromWorld } from './fixtures/world.ts';
import { Wizard } from './pages/wizard.ts';

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
    app = spawn(join(folder, 'linux-unpacked/drydock'), ['--remote-debugging-port=0'], {
      cwd: '/',
      env: { HOME: home, PATH: emptyPath, DISPLAY: fromWorld('DISPLAY'), DOCKER_HOST: 'unix:///nothing.sock' },
    });
    const address = await devTools(app);
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('no window');
    const wizard = new Wizard(page);
    await expect(wizard.heading('Read invoices, receipts and IDs on a computer that is never online')).toBeVisible();
    await wizard.button('Rehearse first').click();
    await expect(page.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('banner')).toContainText('Rehearsal');
    await wizard.go('Settings');
    await expect(page.getByText('33.').or(page.getByText('45.')).first()).toBeVisible();

    const processes = await processesOf(app.pid ?? 0);
    const renderers = processes.filter(({ command }) => command.includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const { command, status } of processes) {
      expect(command).not.toContain('--no-sandbox');
      expect(status).toMatch(new RegExp(`^Uid:\\s+${USER}\\s`, 'm'));
    }
    // Neither the engine nor a container may be a Node that anyone could start: they are parts of the app.
    expect(processes.some(({ command }) => /--utility-sub-type=node\.mojom\.NodeService/.test(command))).toBe(true);
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

/** The address that Chromium says it can be watched at. Fails where the app ends before. */
function devTools(app: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('close', (code) => reject(new Error(`the app ended with ${code}:\n${said}`)));
    app.stderr?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
  });
}

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

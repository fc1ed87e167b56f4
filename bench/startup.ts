// cold_start: from the launch of the process to the page being painted; Drydock's first page against a bare Electron
// window with one line of text, on the same runtime, in turn. many_deployments: the same with 5,000 deployments in the
// settings, against Drydock with none. The page itself says when it was painted (its largest text,
// as Chromium notes it), so that whoever asks afterwards does not slow it down.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { fromWorld } from '../e2e/fixtures/world.ts';
import { madeDeployments } from '../electron/testing/made-history.ts';
import { report } from './report.ts';

const RUNS = 9;
const DEPLOYMENTS = 5000;
/** Nobody looks at the window until then. */
const UNDISTURBED_MS = 2500;

const folder = await mkdtemp(join(tmpdir(), 'drydock-startup-'));
try {
  const bare = await bareApp();
  const ours: number[] = [];
  const rival: number[] = [];
  const many: number[] = [];
  const app = join(import.meta.dirname, '..');
  const deployments = madeDeployments({ seed: 1, until: new Date(), years: 1, deployments: DEPLOYMENTS, meters: 1 });
  await mkdir(join(folder, 'many/data'), { recursive: true });
  await writeFile(join(folder, 'many/data/settings.json'), JSON.stringify({ deployments }));
  // The first of each warms the disk's cache and the profile's; it does not count.
  for (let run = -1; run < RUNS; run++) {
    const first = await launch(app, 'ours');
    const second = await launch(bare, 'bare');
    const third = await launch(app, 'many');
    if (run < 0) continue;
    ours.push(first);
    rival.push(second);
    many.push(third);
  }
  report('startup', [
    { name: 'cold_start', ours, rival, unit: 's', against: 'bare Electron window' },
    { name: 'many_deployments', ours: many, rival: ours, unit: 's', against: 'no deployment' },
  ]);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A window with one line of text and nothing else. */
async function bareApp(): Promise<string> {
  const app = join(folder, 'bare-app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
  await writeFile(join(app, 'index.html'), '<!doctype html><title>Bare</title><p>One line of text.</p>');
  await writeFile(
    join(app, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile(__dirname + '/index.html'));`,
  );
  return app;
}

/** Seconds from the start of the process to the painted page. */
async function launch(app: string, profile: string): Promise<number> {
  const home = join(folder, profile);
  await mkdir(home, { recursive: true });
  const startedAt = Date.now();
  const child = spawn(
    fromWorld('DRYDOCK_TEST_ELECTRON'),
    ['--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${home}/data`, app],
    { env: { ...process.env, HOME: home }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise((resolve) => child.once('close', resolve));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.once('error', reject);
      child.once('close', () => reject(new Error(said)));
      child.stderr.on('data', (chunk: Buffer) => {
        said += String(chunk);
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
    });
    await new Promise((resolve) => setTimeout(resolve, UNDISTURBED_MS));
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('no window');
    const paintedAt = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const last = list.getEntries().at(-1);
            if (last) resolve(performance.timeOrigin + last.startTime);
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    await browser.close();
    return (paintedAt - startedAt) / 1000;
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

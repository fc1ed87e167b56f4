// open_seconds, frames_per_second, renderer_megabytes: a layout answer of 500 pages and 250,000 words on its 500-page PDF in
// the real app. The rehearsal's service reads the document, so the answer takes the whole road: HTTP, main process, door,
// worker, page. Opened again and again by leaving the page and coming back, which begins with the answer in main.
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openProfile } from '../e2e/fixtures/drydock.ts';
import { newKey, Wizard } from '../e2e/pages/wizard.ts';
import { median } from './report.ts';
import { thickDocument } from './thick-document.ts';

const PAGES = 500;
const RUNS = 5;
const TARGETS = { open_seconds: 1.5, frames_per_second: 50, renderer_megabytes: 600 } as const;

const loadBefore = loadavg()[0] ?? 0;
const profile = await openProfile();
try {
  const document = await thickDocument(PAGES);
  const path = join(profile.folder, 'thick.pdf');
  await writeFile(path, document.bytes);
  console.log(`${PAGES} pages, ${document.words} words, ${(document.bytes.length / 1e6).toFixed(1)} MB of PDF`);

  const { app, window } = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  if (pid === undefined) throw new Error('no window');
  const memory = watchMemory(pid);
  await analyse(window, path);
  // What compiles this file marks functions with one that the page does not have.
  await window.evaluate('globalThis.__name = (marked) => marked');

  const opened: number[] = [];
  for (let run = 0; run < RUNS; run += 1) opened.push(await reopen(window));
  const scrolling = await frames(window, 'scroll');
  const zooming = await frames(window, 'zoom');
  // Once more from end to end in leaps, words shown, so that pages come and go.
  await leap(window);
  const megabytes = await memory.peak();

  const figures = {
    open_seconds: { value: rounded(median(opened)), unit: 's', target: TARGETS.open_seconds },
    frames_per_second: {
      value: rounded(Math.min(scrolling, zooming)),
      unit: 'frames a second',
      target: TARGETS.frames_per_second,
    },
    renderer_megabytes: { value: Math.round(megabytes), unit: 'MB', target: TARGETS.renderer_megabytes },
  };
  console.table({
    open_seconds: {
      measured: `${figures.open_seconds.value} s (${opened.map(rounded).join(', ')})`,
      target: '< 1.5 s',
    },
    frames_per_second: { measured: `scrolling ${rounded(scrolling)}, zooming ${rounded(zooming)}`, target: '>= 50' },
    renderer_megabytes: { measured: `${figures.renderer_megabytes.value} MB at most`, target: '< 600 MB' },
  });
  console.log(`Load of this machine: ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after.`);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'viewer', figures }));
} finally {
  await profile.close();
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The whole job up to an answer about the document, in a rehearsal. */
async function analyse(page: Page, path: string): Promise<void> {
  const wizard = new Wizard(page);
  await wizard.button('Rehearse first').click();
  await page.getByRole('complementary', { name: 'Rehearsal' }).waitFor({ timeout: 60_000 });
  await wizard.create('Layout', { registry: '' });
  await page.getByRole('button', { name: /^Pull (image|\d+ images)$/ }).click();
  await wizard.next('Continue to licence').click({ timeout: 120_000 });
  await wizard.keepCredentials(newKey());
  await wizard.downloadLicence();
  await wizard.next('Continue to run').click();
  await wizard.start();
  await wizard.next('Continue to analyse').click();
  await page.getByLabel('Your own document').setInputFiles(path);
  await wizard.button('Analyse').click();
  await wizard.next('Continue to usage').waitFor({ timeout: 300_000 });
  await painted(page);
}

/** Waits until the first page is on screen with its boxes. */
async function painted(page: Page): Promise<void> {
  await page.locator('[data-page] canvas[data-picture][data-painted]').first().waitFor({ timeout: 60_000 });
}

/** Seconds from the click that leads back to the answer until a page is painted with its boxes. */
async function reopen(page: Page): Promise<number> {
  const wizard = new Wizard(page);
  await wizard.step('Usage');
  await page.locator('[data-page]').first().waitFor({ state: 'detached' });
  const link = page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: /^Analyse/ });
  return link.evaluate(
    (anchor: HTMLElement) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        anchor.click();
        const look = (): void => {
          const sheet = document.querySelector('[data-page]');
          const picture = sheet?.querySelector('canvas[data-picture][data-painted]');
          const boxes = sheet?.querySelector('canvas:not([data-picture])[data-painted]');
          // One more frame: what was painted is then on screen.
          if (picture && boxes) requestAnimationFrame(() => resolve((performance.now() - startedAt) / 1000));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Frames a second while the pages scroll, or zoom in and out, for some seconds; every layer is shown. */
async function frames(page: Page, what: 'scroll' | 'zoom'): Promise<number> {
  await showAll(page);
  const desk = page.getByRole('group', { name: 'Pages', exact: true });
  return desk.evaluate(
    (box: HTMLElement, kind) =>
      new Promise<number>((resolve) => {
        const SECONDS = 5;
        const frame = box.getBoundingClientRect();
        let count = 0;
        let startedAt = 0;
        const next = (now: number): void => {
          if (startedAt === 0) startedAt = now;
          else count += 1;
          const passed = (now - startedAt) / 1000;
          if (passed >= SECONDS) {
            resolve(count / passed);
            return;
          }
          if (kind === 'scroll') box.scrollTop += 40;
          else
            box.dispatchEvent(
              new WheelEvent('wheel', {
                ctrlKey: true,
                deltaY: Math.floor(passed) % 2 === 0 ? -6 : 6,
                clientX: frame.left + frame.width / 2,
                clientY: frame.top + frame.height / 2,
                bubbles: true,
                cancelable: true,
              }),
            );
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    what,
  );
}

/** Switches every layer on. */
async function showAll(page: Page): Promise<void> {
  const switches = page.getByRole('group', { name: 'Boxes shown' }).getByRole('checkbox');
  for (const one of await switches.all()) if (!(await one.isChecked())) await one.press('Space');
}

/** To every tenth page, and waits until it is painted. */
async function leap(page: Page): Promise<void> {
  const number = page.getByLabel('Page number');
  for (let to = 1; to <= PAGES; to += 25) {
    await number.fill(String(to));
    await number.press('Enter');
    await page.locator(`[data-page="${to}"] canvas[data-picture][data-painted]`).first().waitFor();
  }
}

/** Looks every 200 ms how much memory the window's process has; `peak` ends it and answers the most in megabytes. */
function watchMemory(pid: number) {
  let most = 0;
  let over = false;
  const watch = async (): Promise<void> => {
    while (!over) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      most = Math.max(most, (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const watching = watch();
  return {
    async peak(): Promise<number> {
      over = true;
      await watching;
      return most;
    },
  };
}

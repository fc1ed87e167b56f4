// longest_task_…: for how long at most the window is held while an answer of an unusual shape is opened from a file, its tabs are
// changed and its list is scrolled, by the clock; hardest_task_…: the same by the time that its thread worked, which other programs
// on the machine do not lengthen; plain_task_…: what they made meanwhile of a task of 30 ms in another process; total_…: the time until its first list is drawn, against JSON.parse of the same file in a plain
// Node process. The shapes are those that froze the window: many items, a long table, a wide one, many lines, many fields, and 30 MB.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { openProfile } from '../e2e/fixtures/drydock.ts';
import { Wizard } from '../e2e/pages/wizard.ts';
import { answerShapes } from './answer-shapes.ts';
import { recordTasks } from './held.ts';
import { PLAIN_MS, plainTasks } from './plain-tasks.ts';

const TARGET_MS = 100;

const profile = await openProfile();
const rival = plainTasks();
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const figures: Record<string, { value: number; unit: string; target?: number }> = {};
const table: Record<string, Record<string, string>> = {};
try {
  const { app, window } = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  const wizard = new Wizard(window);
  await wizard.button('Rehearse first').click();
  await window.getByRole('complementary', { name: 'Rehearsal' }).waitFor({ timeout: 60_000 });
  await wizard.create('Layout', { registry: '' });
  await wizard.step('Analyse');
  await window.evaluate('globalThis.__name = (marked) => marked'); // what compiles this file marks functions with it
  for (const { name, body } of answerShapes()) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const text = JSON.stringify(body);
    const path = join(profile.folder, `${name}.json`);
    await writeFile(path, text);
    const parse = parseSeconds(path);
    const own = window.getByLabel('Your own document');
    await own.waitFor({ state: 'attached' });
    const tasks = await recordTasks(app, window);
    await rival.longest();
    await tasks.phase('opening');
    const startedAt = performance.now();
    await own.setInputFiles(path);
    await window.getByRole('tablist', { name: 'What was found' }).waitFor({ timeout: 180_000 });
    await drawn(window);
    const total = (performance.now() - startedAt) / 1000;
    for (const tab of await window.getByRole('tab').all()) {
      await tasks.phase((await tab.textContent()) ?? '');
      await lookThrough(window, tab);
    }
    const plain = Math.round(await rival.longest());
    const phases = await tasks.end();
    for (const { phase, hardest } of phases)
      console.log(`${name}, ${phase.trim()}: ${hardest.own} ms of its own in ${hardest.wall} (${hardest.mostly})`);
    const longest = Math.max(...phases.map((one) => one.longest.wall));
    const hardest = Math.max(...phases.map((one) => one.hardest.own));
    figures[`longest_task_${name}`] = { value: longest, unit: 'ms', target: TARGET_MS };
    figures[`hardest_task_${name}`] = { value: hardest, unit: 'ms of its own', target: TARGET_MS };
    figures[`plain_task_${name}`] = { value: plain, unit: 'ms' };
    figures[`total_${name}`] = { value: Math.round((total / parse) * 10) / 10, unit: 'times JSON.parse' };
    table[name] = {
      'longest task': `${longest} ms`,
      'of its own': `${hardest} ms`,
      [`a task of ${PLAIN_MS} ms`]: `${plain} ms`,
      total: `${total.toFixed(2)} s`,
      'JSON.parse': `${parse.toFixed(2)} s`,
      ratio: (total / parse).toFixed(1),
      size: `${(text.length / 1e6).toFixed(1)} MB`,
    };
    await window.getByRole('button', { name: 'Close this answer' }).click();
  }
  console.table(table);
  console.log(`Target: no task longer than ${TARGET_MS} ms. Load of this machine: ${(loadavg()[0] ?? 0).toFixed(1)}.`);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'answers', figures }));
} finally {
  await rival.end();
  await profile.close();
}

/** Reading and parsing the file in a process that does nothing else. */
function parseSeconds(path: string): number {
  const script =
    'const t=performance.now();JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"));console.log(performance.now()-t)';
  return Number(execFileSync(process.execPath, ['-e', script, path], { encoding: 'utf8' })) / 1000;
}

/** Two frames: what was asked for is then on screen. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

/** To a tab, and down and right in whatever scrolls there. */
async function lookThrough(page: Page, tab: Locator): Promise<void> {
  await tab.click();
  await drawn(page);
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const panel = document.querySelector('[role="tabpanel"]');
    const boxes = [...(panel?.querySelectorAll('*') ?? [])].filter(
      (one) => one.scrollHeight > one.clientHeight + 4 || one.scrollWidth > one.clientWidth + 4,
    );
    for (const box of boxes.slice(0, 4))
      for (let step = 1; step <= 10; step += 1) {
        box.scrollTop = (box.scrollHeight * step) / 10;
        box.scrollLeft = (box.scrollWidth * step) / 10;
        await frame();
      }
  });
}

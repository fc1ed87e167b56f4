// The usage overview of 5,000 deployments in the real app: from the click to its table being painted, and how long the window
// was held meanwhile. The first 100 deployments were used for a year, all others never. Against an overview of ten.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProfile } from '../e2e/fixtures/drydock.ts';
import { madeDeployments, makeHistory } from '../electron/testing/made-history.ts';
import { report } from './report.ts';

const RUNS = 3;
const [MANY, FEW, USED] = [5000, 10, 100];
const WISH = { seed: 1, until: new Date(), years: 1, meters: 1 };

const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-overview-'));
try {
  await makeHistory(join(folder, 'made'), { ...WISH, deployments: USED });
  const [many, few, held]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < RUNS; run += 1) {
    const one = await timesOf(MANY);
    many.push(one.shown);
    held.push(one.longest);
    few.push((await timesOf(FEW)).shown);
    console.log(`run ${run + 1} of ${RUNS}: ${one.shown.toFixed(0)} ms, ${few.at(-1)?.toFixed(0)} ms`);
  }
  report('overview', [
    { name: 'many_deployments_overview', ours: many, rival: few, unit: 'ms', against: `${FEW} deployments` },
    { name: 'window_held', ours: held, rival: held.map(() => 100), unit: 'ms', against: 'target 100' },
  ]);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Milliseconds from the click to the table, and the longest task of the window in between. */
async function timesOf(deployments: number): Promise<{ readonly shown: number; readonly longest: number }> {
  const profile = await openProfile();
  try {
    await mkdir(profile.data, { recursive: true });
    await cp(join(folder, 'made'), profile.data, { recursive: true });
    const settings = { deployments: madeDeployments({ ...WISH, deployments }) };
    await writeFile(join(profile.data, 'settings.json'), JSON.stringify(settings));
    const { window: page } = await profile.launch();
    const link = page.getByRole('link', { name: 'Usage overview' });
    await link.waitFor();
    await page.evaluate(() => {
      const longest = { milliseconds: 0 };
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.milliseconds = Math.max(longest.milliseconds, duration);
      }).observe({ type: 'longtask' });
      const clicked = new Promise<number>((resolve) => {
        document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true });
      });
      Reflect.set(
        window,
        'drydockShown',
        (async () => {
          const clickedAt = await clicked;
          while (!document.querySelector('main table tbody tr')) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          const shown = performance.now() - clickedAt;
          // A long task is reported after its end.
          await new Promise((resolve) => setTimeout(resolve, 500));
          return { shown, longest: longest.milliseconds };
        })(),
      );
    });
    await link.click();
    return await page.evaluate(
      () => Reflect.get(window, 'drydockShown') as Promise<{ shown: number; longest: number }>,
    );
  } finally {
    await profile.close();
  }
}

import { cp, mkdir, rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openProfile } from '../../e2e/fixtures/drydock.ts';
import type { Deployment } from '../../shared/domain/deployment.ts';

/** The charts that have to be on screen, by their names. */
const FIGURES = ['By month', 'Day by day'] as const;

/**
 * Milliseconds from the click on *Usage* to the charts painted, in the real app over the history in `made`, for each
 * deployment once. The window itself takes the times, so that whoever asks afterwards does not slow it down.
 */
export async function dashboardTimes(made: string, deployments: readonly Deployment[]): Promise<number[]> {
  const profile = await openProfile();
  try {
    await rm(profile.data, { recursive: true, force: true });
    await mkdir(profile.data, { recursive: true });
    await cp(made, profile.data, { recursive: true });
    const { window: page } = await profile.launch();
    const times: number[] = [];
    for (const { name } of deployments) {
      await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      const usage = page.getByRole('navigation').getByRole('link', { name: /Usage$/ });
      await usage.waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await watchForFigures(page);
      await usage.click();
      times.push(await page.evaluate(() => Reflect.get(window, 'drydockShown') as Promise<number>));
    }
    return times;
  } finally {
    await profile.close();
  }
}

/** Has the window note when a click came and when the charts had been painted after it. */
async function watchForFigures(page: Page): Promise<void> {
  await page.evaluate((names) => {
    const shown = new Promise<number>((resolve) => {
      let clickedAt = 0;
      document.addEventListener(
        'click',
        (event) => {
          clickedAt = event.timeStamp;
        },
        { capture: true, once: true },
      );
      const look = (): void => {
        const figures = names.map((name) =>
          document.querySelector(`[role="figure"][aria-label="${name}"], figure[aria-label="${name}"]`),
        );
        const drawn = figures.every((figure) => figure?.querySelector('path, rect, canvas'));
        if (clickedAt > 0 && drawn)
          // The frame with the charts in it is on screen when the one after it begins.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - clickedAt)));
        else requestAnimationFrame(look);
      };
      look();
    });
    Reflect.set(window, 'drydockShown', shown);
  }, FIGURES);
}

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
    for (const { id, name } of deployments) {
      await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      // On another page of this deployment, with no chart of the one before left on screen.
      await page.waitForURL(new RegExp(`/d/${id}/pull`));
      await page.getByRole('heading', { level: 1, name: 'Pull' }).waitFor();
      await page.getByRole('figure').first().waitFor({ state: 'detached' });
      const usage = page.getByRole('navigation').getByRole('link', { name: /^Usage, / });
      await watchForFigures(page);
      await usage.click();
      times.push(await page.evaluate(() => Reflect.get(window, 'drydockShown') as Promise<number>));
    }
    return times;
  } finally {
    await profile.close();
  }
}

/**
 * Has the window note when a click came and when the charts had been painted after it. No function in it has a name: what
 * compiles this file would mark it with a function that the page does not have.
 */
async function watchForFigures(page: Page): Promise<void> {
  await page.evaluate((names) => {
    const clicked = new Promise<number>((resolve) => {
      document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true });
    });
    Reflect.set(
      window,
      'drydockShown',
      (async () => {
        const clickedAt = await clicked;
        for (;;) {
          await new Promise(requestAnimationFrame);
          const drawn = names.every((name) =>
            [...document.querySelectorAll('figure')].some(
              (figure) =>
                document.getElementById(figure.getAttribute('aria-labelledby') ?? '')?.textContent === name &&
                // Icons are drawings too, but small ones.
                [...figure.querySelectorAll('svg')].some(
                  (drawing) => drawing.clientWidth > 200 && drawing.querySelector('rect, path'),
                ),
            ),
          );
          if (!drawn) continue;
          // The frame that has the charts in it is on screen when the one after it begins.
          await new Promise(requestAnimationFrame);
          return performance.now() - clickedAt;
        }
      })(),
    );
  }, FIGURES);
}

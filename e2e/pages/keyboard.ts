import { expect, type Locator, type Page } from '@playwright/test';

const MOST_STOPS = 120;

/** Moves the focus with Tab alone until it stands on the control, as someone without a mouse does. */
export async function reach(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  await expect(control).toBeEnabled();
  const stops: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const { activeElement: at } = document;
        return at?.getAttribute('aria-label') ?? at?.textContent?.slice(0, 30) ?? at?.tagName ?? '?';
      }),
    );
  }
  throw new Error(`${control} is not reached by Tab; stops were: ${[...new Set(stops)].join(' | ')}`);
}

/** Reaches a control and presses it. */
export async function press(page: Page, control: Locator, key = 'Enter'): Promise<void> {
  await reach(page, control);
  await page.keyboard.press(key);
}

/** Reaches a field and types into it. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await reach(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Reaches a group of choices and moves with the arrows until the wanted one is chosen. */
export async function choose(page: Page, group: Locator, wanted: Locator): Promise<void> {
  await expect(wanted).toBeEnabled();
  const count = await group.getByRole('radio').count();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await group.evaluate((element) => element.contains(document.activeElement))) break;
    await page.keyboard.press('Tab');
  }
  for (let at = 0; at <= count; at++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Space');
      await expect(wanted).toBeChecked();
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${wanted} is not reached by arrows`);
}

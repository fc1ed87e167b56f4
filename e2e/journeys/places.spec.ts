import { expect, test } from '../fixtures/test.ts';

test('a page opens at its top, and one that is gone back to where it was left', async ({ wizard }) => {
  const { page } = wizard;
  const scroller = page.getByRole('main');
  const place = (): Promise<number> => scroller.evaluate(({ scrollTop }) => scrollTop);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(wizard.heading('Settings')).toBeVisible();
  await scroller.evaluate((box) => {
    box.scrollTop = 300;
  });
  await expect.poll(place).toBe(300);

  await page.getByRole('link', { name: 'Host' }).click();
  await expect(wizard.heading('Connect')).toBeVisible();
  expect(await place()).toBe(0);

  await page.evaluate(() => history.back());
  await expect(wizard.heading('Settings')).toBeVisible();
  await expect.poll(place).toBe(300);
});

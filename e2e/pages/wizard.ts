import { expect, type Locator, type Page } from '@playwright/test';

/** What each screen of the job lets an operator do, by role and name. Waits for the world, never for time. */
export class Wizard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The link or button that leads on: the one primary action of a finished step. */
  next(name: string): Locator {
    return this.page.getByRole('main').getByRole('link', { name, exact: true });
  }

  /** The table of the usage page; empty until something was counted. */
  usageTable(): Locator {
    return this.page.getByRole('table', { name: 'Usage by month and meter' });
  }

  async go(place: 'New deployment' | 'Tasks' | 'Alerts' | 'Host' | 'Settings'): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: 'Main navigation' });
    await rail.getByRole('link', { name: new RegExp(`^${place}`) }).click();
    await expect(this.heading(place === 'Host' ? 'Connect' : place)).toBeVisible();
  }

  async step(name: 'Pull' | 'Licence' | 'Run' | 'Analyse' | 'Usage'): Promise<void> {
    const steps = this.page.getByRole('navigation', { name: 'Steps' });
    await steps.getByRole('link', { name: new RegExp(`^${name}`) }).click();
    await expect(this.heading(name)).toBeVisible();
  }

  async create(
    feature: string,
    { registry = process.env['DRYDOCK_TEST_REGISTRY'] ?? '', name = '' } = {},
  ): Promise<void> {
    await this.go('New deployment');
    await this.page.getByRole('radio', { name: new RegExp(`^${feature}`) }).click();
    if (name) await this.page.getByLabel('Name').fill(name);
    // An empty one leaves what the app proposes.
    if (registry) await this.page.getByLabel('Registry').fill(registry);
    await this.button('Continue to pull').click();
    await expect(this.heading('Pull')).toBeVisible();
  }

  async pull(): Promise<void> {
    await this.button(/^Pull (image|\d+ images)$/).click();
    await expect(this.next('Continue to licence')).toBeVisible({ timeout: 120_000 });
  }

  /** Fills each credentials form that is on screen and keeps what was typed. */
  async keepCredentials(key: string, { endpoint = ENDPOINT, keep = 'Keep in keychain' } = {}): Promise<void> {
    const endpoints = this.page.getByLabel('Endpoint');
    await expect(endpoints.first()).toBeVisible();
    for (let left = await endpoints.count(); left > 0; left--) {
      await endpoints.first().fill(endpoint);
      await this.page.getByLabel('Key', { exact: true }).first().fill(key);
      await this.button(keep).first().click();
      await expect(endpoints).toHaveCount(left - 1);
    }
  }

  async downloadLicence(): Promise<void> {
    await this.page.getByLabel('I have read and accept').check();
    await this.button(/^Download (licence|\d+ licences)$/).click();
    await expect(this.next('Continue to run')).toBeVisible({ timeout: 60_000 });
  }

  async start(): Promise<void> {
    await this.button('Start').click();
    await expect(this.next('Continue to analyse')).toBeVisible({ timeout: 90_000 });
  }

  async analyse(sample: string | RegExp): Promise<void> {
    await this.page.getByRole('radio', { name: sample }).click();
    await this.button('Analyse').click();
    await expect(this.next('Continue to usage')).toBeVisible({ timeout: 60_000 });
  }
}

/** Any host name of the public cloud will do: no test asks a network. */
export const ENDPOINT = 'https://rehearsal.cognitiveservices.azure.com';

/** A key of the right form that nobody else uses. */
export const newKey = (): string =>
  `a1${Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

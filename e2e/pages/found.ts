import { expect, type Locator, type Page } from '@playwright/test';

/** What stood on screen under each id while a list was scrolled from its beginning to its end. */
export type Seen = ReadonlyMap<string, string>;

/** The panel beside the page: its tabs, and what can be seen in them. */
export class Found {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  /** Everything that a tab's list shows, by id, gathered from what was in sight; nothing where there is no such tab. */
  async walk(tab: 'Fields' | 'Tables' | 'Text'): Promise<Seen> {
    if ((await this.tab(tab).count()) === 0) return new Map();
    await this.tab(tab).click();
    const panel = this.page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) });
    const list = panel.getByRole('list').first();
    await expect(list).toBeVisible();
    const found = await list.evaluate(async (element) => {
      const box = element.parentElement;
      if (!box) throw new Error('the list is in nothing');
      const seen: [string, string][] = [];
      const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      box.scrollTop = 0;
      for (;;) {
        await drawn();
        const sight = box.getBoundingClientRect();
        for (const one of box.querySelectorAll<HTMLElement>('[data-result-id]')) {
          const { top, bottom, width } = one.getBoundingClientRect();
          const isInSight = width > 0 && bottom > top && bottom > sight.top && top < sight.bottom;
          // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown
          if (isInSight) seen.push([one.dataset['resultId'] ?? '', one.innerText]);
        }
        const before = box.scrollTop;
        box.scrollTop += box.clientHeight * 0.6;
        if (box.scrollTop === before) return seen;
      }
    });
    return new Map(found.map(([id, text]) => [id, plain(text)]));
  }
}

/** A text as it is compared: blanks and line ends are alike, since a screen breaks lines where it likes. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

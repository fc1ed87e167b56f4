import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inMain } from '../fixtures/main-process.ts';
import { type Attack, brokenBy } from './attack.ts';
import { until } from './wait.ts';

const CLOSED_WITHIN_MS = 15_000;

/** A page has the browser write files for it, by a link or a dialog of its own, and does not let the window close. */
export const pastTheGrants: Attack = {
  id: 'F38',
  what: 'a page has files written without a grant, or keeps the window open',
  quick: true,
  async play(field) {
    const app = await field.start();
    const path = join(field.profile.home, 'run-me.desktop');
    await inMain(() =>
      app.opened.app.evaluate(({ session }, to) => {
        session.defaultSession.on('will-download', (event, item) => {
          // The operator presses Save.
          if (!event.defaultPrevented) item.setSavePath(to);
        });
      }, path),
    );
    await app.page.mouse.click(400, 300); // what a browser asks for before it trusts a page with more
    const pickers = await app.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['[Desktop Entry]']));
      link.download = 'run-me.desktop';
      document.body.append(link);
      link.click();
      window.addEventListener('beforeunload', (event) => event.preventDefault());
      return ['showSaveFilePicker', 'showOpenFilePicker', 'showDirectoryPicker'].filter((name) => name in window);
    });
    const written = await until(async () => readFile(path).catch(() => null), 3_000);
    const closed = new Promise<boolean>((resolve) => app.opened.app.process().once('exit', () => resolve(true)));
    await inMain(() =>
      app.opened.app.evaluate(({ BrowserWindow }) => {
        for (const one of BrowserWindow.getAllWindows()) one.close();
      }),
    ).catch(() => undefined); // it may be gone before it answers
    let gone = false;
    void closed.then(() => {
      gone = true;
    });
    await until(async () => gone, CLOSED_WITHIN_MS);
    return brokenBy(
      [
        ...(written ? ['a download was written'] : []),
        ...pickers.map((name) => `the page has ${name}`),
        ...(gone ? [] : ['the window does not close']),
      ],
      'nothing was written, and the window closes',
    );
  },
};

import { type BrowserWindow, dialog } from 'electron';
import type { Words } from '#shared/words/languages.ts';
import type { RunningOperation } from '../ipc/operations.ts';

/** What closing needs to know of the services. */
export interface Closing {
  readonly running: () => readonly RunningOperation[];
  readonly finished: () => Promise<void>;
  readonly words: () => Words;
}

/**
 * Closing the window with tasks running asks first and says which; the safe answer is the default. What must not be broken
 * off is waited for, with the window open. `services` answers null while there are none: then there is nothing to ask.
 */
export function askBeforeClosing(window: BrowserWindow, services: () => Closing | null): void {
  let may = false;
  let asking = false;
  window.on('close', (event) => {
    const now = services();
    if (may || now === null || now.running().length === 0) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    ask(window, now)
      .then((close) => {
        may = close;
        if (close) window.close();
      })
      .finally(() => {
        asking = false;
      })
      .catch(() => window.destroy());
  });
}

/** Whether the window may close now. */
async function ask(window: BrowserWindow, { running, finished, words }: Closing): Promise<boolean> {
  const all = running();
  const held = all.filter(({ mustFinish }) => mustFinish);
  const { closing, tasks } = words();
  const titles: Readonly<Record<string, string>> = tasks.titles;
  const names = (held.length > 0 ? held : all).map(({ path }) => titles[path] ?? path);
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: held.length > 0 ? closing.heldTitle : closing.title(all.length),
    detail: `${names.join('\n')}\n\n${held.length > 0 ? closing.heldDetail : closing.detail}`,
    buttons: [closing.stay, held.length > 0 ? closing.closeAfter : closing.close],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) return false;
  await finished();
  return true;
}

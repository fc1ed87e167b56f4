import { app, type BrowserWindow, dialog } from 'electron';
import { type Failure, Foreseen, toFailure } from '#shared/failures/failure.ts';
import type { Words } from '#shared/words/languages.ts';
import type { Log } from '../log/log.ts';
import { goHome } from './window.ts';

export interface FaultsOptions {
  readonly log: Log;
  readonly window: () => BrowserWindow | null;
  readonly words: () => Words['crashed'];
  /** Told when there is something new in the list. */
  readonly changed: () => void;
}

/** A window that ends so often in so short a time is not opened again by itself. */
const CRASHES = 3;
const CRASHES_WITHIN_MS = 60_000;
const KEPT = 20;

/**
 * Notices what nobody caught: errors and rejections of this process, and the end of the window's or a helper's process.
 * Each goes into the log; the window shows it, and is opened again where it was lost.
 */
export function watchFaults({ log, window, words, changed }: FaultsOptions): {
  readonly list: () => readonly Failure[];
} {
  const list: Failure[] = [];
  const tell = (failure: Failure): void => {
    list.push(failure);
    list.splice(0, list.length - KEPT);
    changed();
  };
  const fault = (room: string) => (error: unknown) => {
    log.failed(room, error);
    tell(toFailure(new Foreseen('app.fault', { logFile: log.file, at: new Date().toISOString() }, { cause: error })));
  };
  process.on('uncaughtException', fault('uncaught exception'));
  process.on('unhandledRejection', fault('unhandled rejection'));

  let crashes: number[] = [];
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    if (reason === 'clean-exit' || contents !== window()?.webContents) return;
    log.failed('window', new Error(`The window's process is gone: ${reason}, ${exitCode}`));
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < CRASHES_WITHIN_MS), now];
    tell(toFailure(new Foreseen('app.window-lost', { logFile: log.file, at: new Date().toISOString() })));
    const open = window();
    if (open) void (crashes.length < CRASHES ? goHome(open) : askAgain(open));
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn('helper process', `${type} ${name ?? ''} is gone: ${reason}, ${exitCode}`);
  });

  async function askAgain(open: BrowserWindow): Promise<void> {
    crashes = [];
    const { title, detail, again, quit } = words();
    const { response } = await dialog.showMessageBox(open, {
      type: 'error',
      message: title,
      detail: detail(log.file),
      buttons: [again, quit],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) goHome(open);
    else app.quit();
  }
  return { list: () => list };
}

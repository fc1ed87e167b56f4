import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import type { Answer, Push } from '#shared/contract/messages.ts';
import { CHANNELS } from '../ipc/transport.ts';
import type { Server } from '../start/front-door.ts';
import { APP_ORIGIN } from './protocol.ts';

const REFUSED: Answer = { ok: false, failure: { code: 'call.not-allowed', facts: {}, detail: null } };

/** Whether a message comes from our window's main frame on our own origin. */
const isOurs = (frame: WebFrameMain | null, window: BrowserWindow): boolean =>
  frame !== null && !window.isDestroyed() && frame === window.webContents.mainFrame && frame.origin === APP_ORIGIN;

/** Joins the contract's server to Electron's IPC for one window. */
export function openDoor(window: () => BrowserWindow | null, server: Server): void {
  const trusted = (frame: WebFrameMain | null): boolean => {
    const ours = window();
    return ours !== null && isOurs(frame, ours);
  };
  ipcMain.handle(CHANNELS.call, (event, call: unknown) => (trusted(event.senderFrame) ? server.call(call) : REFUSED));
  ipcMain.handle(CHANNELS.cancel, (event, cancel: unknown) =>
    trusted(event.senderFrame) ? server.cancel(cancel) : REFUSED,
  );
}

/** Sends a push to the window, if there is one to send it to. */
export function pushTo(window: BrowserWindow | null, push: Push): void {
  if (window && !window.isDestroyed()) window.webContents.send(CHANNELS.push, push);
}

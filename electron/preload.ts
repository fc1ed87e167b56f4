import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { Bridge, Push } from '#shared/contract/messages.ts';
import { CHANNELS } from './ipc/transport.ts';

/** Three functions for the whole app; nothing is ever added here. */
const bridge: Bridge = {
  call: ({ world, path, input }) => ipcRenderer.invoke(CHANNELS.call, { world, path, ...inputOf(input) }),
  cancel: (cancel) => ipcRenderer.invoke(CHANNELS.cancel, cancel),
  subscribe: (listener) => {
    const forward = (_event: IpcRendererEvent, push: Push): void => listener(push);
    ipcRenderer.on(CHANNELS.push, forward);
    return () => ipcRenderer.removeListener(CHANNELS.push, forward);
  },
};

/**
 * What was dropped on the window crosses as its path, in a member of its own: what a page makes up has no path, and what it
 * says itself is always `input`.
 */
function inputOf(input: unknown): { readonly input: unknown } | { readonly dropped: string } {
  return input instanceof File ? { dropped: webUtils.getPathForFile(input) } : { input };
}

contextBridge.exposeInMainWorld('drydock', bridge);

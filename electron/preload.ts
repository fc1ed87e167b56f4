import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge, Push } from '#shared/contract/messages.ts';
import { CHANNELS } from './ipc/transport.ts';

/** Three functions for the whole app; nothing is ever added here. */
const bridge: Bridge = {
  call: (call) => ipcRenderer.invoke(CHANNELS.call, call),
  cancel: (operationId) => ipcRenderer.invoke(CHANNELS.cancel, operationId),
  subscribe: (listener) => {
    const forward = (_event: IpcRendererEvent, push: Push): void => listener(push);
    ipcRenderer.on(CHANNELS.push, forward);
    return () => ipcRenderer.removeListener(CHANNELS.push, forward);
  },
};

contextBridge.exposeInMainWorld('drydock', bridge);

import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme } from 'electron';
import type { app as contract } from '#shared/contract/app.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { AppRoomNeeds } from '../compose-options.ts';
import { folderToShow } from '../files/folder-to-show.ts';
import { writeBeside } from '../files/write-beside.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { showFolder } from './window.ts';

export interface AppNeeds extends AppRoomNeeds {
  readonly window: () => BrowserWindow | null;
  /** Put before the name of every file that is offered for saving, so that it tells where it came from. */
  readonly fileMark?: string;
}

/** The window's own room: preferences, and the operating system's dialogs. */
export function serveAppRoom({
  window,
  preferences,
  notices,
  folders,
  fileMark = '',
}: AppNeeds): HandlersFor<typeof contract> {
  nativeTheme.themeSource = preferences.read().theme;
  /** Where the operator saved something since the start. */
  const saved = new Set<string>();
  const open = async (options: Electron.OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };
  const chooseNew = async (title: string, fileName: string): Promise<string | null> => {
    const options = { title, defaultPath: join(app.getPath('documents'), `${fileMark}${fileName}`) };
    const parent = window();
    const { filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
    if (filePath) saved.add(dirname(filePath));
    return filePath || null;
  };
  const save = async (title: string, fileName: string, content: string | Uint8Array): Promise<string | null> => {
    const filePath = await chooseNew(title, fileName);
    if (filePath === null) return null;
    await writeWhole(filePath, content);
    return filePath;
  };
  return {
    info: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      platform: `${process.platform} ${process.arch}`,
      dataFolder: app.getPath('userData'),
      homeFolder: homedir(),
    }),
    notices,
    preferences: () => preferences.read(),
    setPreferences: (change) => {
      const next = preferences.write(change);
      nativeTheme.themeSource = next.theme;
      return next;
    },
    chooseFolder: ({ title, startAt }) =>
      open({
        title,
        properties: ['openDirectory', 'createDirectory'],
        ...(startAt === null ? {} : { defaultPath: startAt }),
      }),
    chooseFile: ({ title, extensions }) =>
      open({ title, properties: ['openFile'], filters: [{ name: title, extensions }] }),
    dropped: async (dropped) => {
      // The preload has made a path of it; what is not on a disk, such as a picture dragged out of a page, has none.
      const path = typeof dropped === 'string' ? dropped : '';
      const entry = await stat(path).catch((cause) => {
        throw new Foreseen('folder.missing', { path }, { cause });
      });
      return { path, folder: entry.isDirectory() };
    },
    chooseNewFile: ({ title, fileName }) => chooseNew(title, fileName),
    saveText: ({ title, fileName, text }) => save(title, fileName, text),
    saveBytes: ({ title, fileName, bytes }) => save(title, fileName, bytes),
    saveFiles: async ({ title, files }) => {
      const folder = await open({ title, properties: ['openDirectory', 'createDirectory'] });
      if (folder === null) return null;
      saved.add(folder);
      for (const { fileName, bytes } of files) await writeBeside(folder, `${fileMark}${fileName}`, bytes);
      return { folder, count: files.length };
    },
    openFolder: async ({ path }) => {
      const trouble = await showFolder(await folderToShow(path, [...saved, ...(await folders())]));
      if (trouble !== '') throw new Foreseen('folder.missing', { path }, { detail: trouble });
    },
  };
}

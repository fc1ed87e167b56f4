import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme } from 'electron';
import { type app as contract, DroppedPath } from '#shared/contract/app.ts';
import type { Grant, GrantKind } from '#shared/domain/grant.ts';
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
export function serveAppRoom(needs: AppNeeds): HandlersFor<typeof contract> {
  const { window, preferences, notices, folders, grants, systemFolders, fileMark = '' } = needs;
  nativeTheme.themeSource = preferences.read().theme;
  /** Where the operator saved something since the start. */
  const saved = new Set<string>();
  const open = async (options: Electron.OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };
  const given = async (kind: GrantKind, path: string | null): Promise<Grant | null> =>
    path === null ? null : grants.issue(kind, path);
  const chooseNew = async (title: string, fileName: string): Promise<Grant | null> => {
    const options = { title, defaultPath: join(app.getPath('documents'), `${fileMark}${plainName(fileName)}`) };
    const parent = window();
    const { filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
    if (filePath) saved.add(dirname(filePath));
    return given('write-file-once', filePath || null);
  };
  const save = async (title: string, fileName: string, content: string | Uint8Array): Promise<string | null> => {
    const file = await chooseNew(title, fileName);
    if (file === null) return null;
    const filePath = grants.takeOnce(file);
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
    chooseFolder: async ({ title, startAt, kind }) =>
      given(
        kind,
        await open({
          title,
          properties: ['openDirectory', 'createDirectory'],
          ...(startAt === null ? {} : { defaultPath: startAt }),
        }),
      ),
    chooseFile: async ({ title, extensions }) =>
      given('read-file', await open({ title, properties: ['openFile'], filters: [{ name: title, extensions }] })),
    confirmPath: ({ path, kind }) => grants.confirm(kind, path),
    dropped: async (dropped) => {
      // What is not on a disk, such as a picture dragged out of a page, has no path.
      const path = dropped instanceof DroppedPath ? dropped.path : '';
      const entry = await stat(path).catch((cause) => {
        throw new Foreseen('folder.missing', { path }, { cause });
      });
      const folder = entry.isDirectory();
      return { grant: await grants.issue(folder ? 'read-folder' : 'read-file', path), folder };
    },
    chooseNewFile: ({ title, fileName }) => chooseNew(title, fileName),
    saveText: ({ title, fileName, text }) => save(title, fileName, text),
    saveBytes: ({ title, fileName, bytes }) => save(title, fileName, bytes),
    saveFiles: async ({ title, files }) => {
      const folder = await open({ title, properties: ['openDirectory', 'createDirectory'] });
      if (folder === null) return null;
      saved.add(folder);
      for (const { fileName, bytes } of files) {
        const name = `${fileMark}${plainName(fileName)}`;
        systemFolders.checkFile(join(folder, name));
        await writeBeside(folder, name, bytes);
      }
      return { folder, count: files.length };
    },
    openFolder: async ({ path }) => {
      const trouble = await showFolder(await folderToShow(path, [...saved, ...(await folders())]));
      if (trouble !== '') throw new Foreseen('folder.missing', { path }, { detail: trouble });
    },
  };
}

/** A name alone, and none that systems hide: the page made it up. */
const plainName = (fileName: string): string => fileName.replaceAll(/[/\\\0]/g, '-').replace(/^\.+/, '') || 'file';

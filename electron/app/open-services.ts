import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { Push } from '#shared/contract/messages.ts';
import type { Failure } from '#shared/failures/failure.ts';
import type { AppRoomNeeds, ComposeOptions } from '../compose-options.ts';
import type { Log } from '../log/log.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { WorldServices } from '../worlds.ts';
import { pushTo } from './door.ts';
import { goHome } from './window.ts';

export interface OpenServicesOptions {
  readonly window: () => BrowserWindow | null;
  readonly log: Log;
  readonly redactor: Redactor;
  /** What failed in the app itself since it started, for the window to show. */
  readonly faults: () => readonly Failure[];
  /** The folder of the built app. */
  readonly dist: string;
}

/**
 * Opens the services of both worlds. They are loaded while the page draws itself, and not before its files were served:
 * both share this thread, and the page is on screen before Docker, the keychain or the settings were touched.
 */
export async function openServices({ window, log, redactor, faults, dist }: OpenServicesOptions) {
  const [
    { composeServices },
    { serveAppRoom },
    { openWorlds },
    { startRehearsalEngine },
    { forkProcess },
    { showNotice },
    { createAsk },
  ] = await Promise.all([
    import('../compose.ts'),
    import('./handlers.ts'),
    import('../worlds.ts'),
    import('../stand-in/rehearsal-engine.ts'),
    import('./fork.ts'),
    import('./notices.ts'),
    import('./ask.ts'),
  ]);
  const data = app.getPath('userData');
  const appRoom = (fileMark: string) => (needs: AppRoomNeeds) => serveAppRoom({ ...needs, window, fileMark });
  const common = {
    log,
    redactor,
    faults,
    documentsFolder: app.getPath('documents'),
    samplesFolder: join(dist, 'samples'),
    gateFile: join(dist, 'gate/gate-linux-amd64'),
    fontsFolder: join(dist, 'renderer/pdfjs/standard_fonts'),
    version: app.getVersion(),
    homeFolder: homedir(),
    env: process.env,
    ask: createAsk({ window, words: () => worlds.words().ask }),
    ownFolders: [data],
    rehearse: (on: boolean): Promise<void> => worlds.rehearse(on),
  } satisfies Partial<ComposeOptions>;

  const openReal = (push: (push: Push) => void): Promise<WorldServices> =>
    composeServices({
      ...common,
      world: 'real',
      push,
      appRoom: appRoom(''),
      dataFolder: data,
      notify: (notice) =>
        showNotice(notice, () => {
          window()?.show();
          window()?.focus();
          push({ world: 'real', kind: 'go', address: notice.address });
        }),
    });

  const openRehearsal = async (push: (push: Push) => void, real: WorldServices) => {
    const home = join(data, 'rehearsal');
    const engine = await startRehearsalEngine({
      fork: forkProcess,
      env: process.env,
      // Beside the archive when the app is packed: its threads load what they need by plain file names.
      engineFile: join(dist, 'rehearsal/engine.mjs').replace('app.asar', 'app.asar.unpacked'),
      serviceFile: join(dist, 'rehearsal/service/main.mjs').replace('app.asar', 'app.asar.unpacked'),
      home: join(home, 'engine'),
      version: app.getVersion(),
      platform: process.platform,
    });
    try {
      const services = await composeServices({
        ...common,
        world: 'rehearsal',
        push,
        appRoom: appRoom('rehearsal-'),
        dataFolder: home,
        notify: null,
        apart: {
          engineHost: engine.host,
          socketPath: engine.socketPath,
          keychainService: 'Drydock rehearsal',
          documents: 'Drydock rehearsal',
          preferences: real.preferences,
        },
      });
      return { ...services, end: engine.close };
    } catch (error) {
      await engine.close();
      throw error;
    }
  };

  const worlds = await openWorlds({
    openReal,
    openRehearsal,
    send: (push) => pushTo(window(), push),
    turned: () => {
      const open = window();
      if (open) goHome(open);
    },
    failed: (error) => log.failed('rehearsal', error),
  });
  return worlds;
}

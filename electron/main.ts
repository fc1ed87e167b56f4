import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu } from 'electron';
import type { Push } from '#shared/contract/messages.ts';
import { openDoor, pushTo } from './app/door.ts';
import { registerScheme, serveApp } from './app/protocol.ts';
import { goHome, lockDown, openWindow } from './app/window.ts';
import type { AppRoomNeeds } from './compose-options.ts';

// docker-modem prints container arguments, the key included, when DEBUG names it.
delete process.env['DEBUG'];

const DIST = join(import.meta.dirname, '..');
/** How long closing waits for the clean-up of what still runs. */
const CLOSE_LIMIT_MS = 15_000;

let window: BrowserWindow | null = null;

// The services load while the page draws itself, and not before its files were served: both share this thread, and the
// page is on screen before Docker, the keychain or the settings were touched.
const loadServices = async () => {
  const [
    { composeServices },
    { serveAppRoom },
    { openWorlds },
    { startRehearsalEngine },
    { forkProcess },
    { showNotice },
  ] = await Promise.all([
    import('./compose.ts'),
    import('./app/handlers.ts'),
    import('./worlds.ts'),
    import('./stand-in/rehearsal-engine.ts'),
    import('./app/fork.ts'),
    import('./app/notices.ts'),
  ]);
  const data = app.getPath('userData');
  const common = {
    documentsFolder: app.getPath('documents'),
    samplesFolder: join(DIST, 'samples'),
    fontsFolder: join(DIST, 'renderer/pdfjs/standard_fonts'),
    version: app.getVersion(),
    homeFolder: homedir(),
    env: process.env,
    appRoom: (needs: AppRoomNeeds) => serveAppRoom({ ...needs, window: () => window }),
    push: (push: Push) => pushTo(window, push),
    rehearse: async (on: boolean) => (await started()).rehearse(on),
  };
  const real = await composeServices({
    ...common,
    notify: (notice) =>
      showNotice(notice, () => {
        window?.show();
        window?.focus();
        // While the window looks at the rehearsal, the place of the real world is not there.
        if (!real.preferences.read().rehearsing) pushTo(window, { kind: 'go', address: notice.address });
      }),
    dataFolder: data,
  });
  const openRehearsal = async () => {
    const home = join(data, 'rehearsal');
    const engine = await startRehearsalEngine({
      fork: forkProcess,
      env: process.env,
      // Beside the archive when the app is packed: its threads load what they need by plain file names.
      engineFile: join(DIST, 'rehearsal/engine.mjs').replace('app.asar', 'app.asar.unpacked'),
      serviceFile: join(DIST, 'rehearsal/service/main.mjs').replace('app.asar', 'app.asar.unpacked'),
      home: join(home, 'engine'),
      version: app.getVersion(),
      platform: process.platform,
    });
    const services = await composeServices({
      ...common,
      appRoom: (needs) => serveAppRoom({ ...needs, window: () => window, fileMark: 'rehearsal-' }),
      notify: null,
      dataFolder: home,
      apart: {
        engineHost: engine.host,
        socketPath: engine.socketPath,
        keychainService: 'Drydock rehearsal',
        documents: 'Drydock rehearsal',
        preferences: real.preferences,
      },
    });
    return { ...services, end: engine.close };
  };
  return openWorlds({ real, openRehearsal, turned: () => window && goHome(window) });
};
let services: ReturnType<typeof loadServices> | null = null;

function open(): void {
  window = openWindow({ preload: join(DIST, 'preload/preload.cjs') });
  askBeforeClosing(window);
  window.on('closed', () => {
    window = null;
  });
}

/** Closing the window with tasks running asks first; the safe answer is the default. */
function askBeforeClosing(opened: BrowserWindow): void {
  let asked = false;
  opened.on('close', (event) => {
    if (asked || quitting) return;
    event.preventDefault();
    void (async () => {
      const running = (await services)?.running() ?? 0;
      const words = (await services)?.words().closing;
      if (running > 0 && words) {
        const { response } = await dialog.showMessageBox(opened, {
          type: 'question',
          message: words.title(running),
          detail: words.detail,
          buttons: [words.stay, words.close],
          defaultId: 0,
          cancelId: 0,
        });
        if (response === 0) return;
      }
      asked = true;
      opened.close();
    })();
  });
}

let quitting = false;
app.on('before-quit', (event) => {
  if (quitting) return;
  quitting = true;
  event.preventDefault();
  const limit = new Promise((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS));
  void Promise.race([services?.then((started) => started.close()), limit]).finally(() => app.exit(0));
});

registerScheme();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    window?.show();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(() => {
    Menu.setApplicationMenu(null);
    lockDown();
    serveApp(join(DIST, 'renderer'), () => void started());
    openDoor(() => window, {
      call: async (call) => (await started()).server.call(call),
      cancel: async (id) => (await started()).server.cancel(id),
    });
    open();
  });
} else {
  app.quit();
}

function started(): ReturnType<typeof loadServices> {
  services ??= loadServices();
  return services;
}

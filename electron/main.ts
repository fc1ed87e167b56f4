import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, Menu } from 'electron';
import { wordsFor } from '#shared/words/languages.ts';
import { askBeforeClosing } from './app/closing.ts';
import { openDoor, pushTo } from './app/door.ts';
import { watchFaults } from './app/faults.ts';
import { openServices } from './app/open-services.ts';
import { registerScheme, serveApp } from './app/protocol.ts';
import { refusedSwitches } from './app/switches.ts';
import { cutLine, lockDown, openWindow, showFolder } from './app/window.ts';
import { openLog } from './log/log.ts';
import { createRedactor } from './secrets/redactor.ts';
import { createFrontDoor } from './start/front-door.ts';
import { createLifeCycle } from './start/life-cycle.ts';

// docker-modem prints container arguments, the key included, when DEBUG names it.
delete process.env['DEBUG'];

const DIST = join(import.meta.dirname, '..');

registerScheme();
cutLine();
const refused = app.isPackaged ? refusedSwitches(process.argv.slice(1)) : [];
if (refused.length > 0) {
  // Before the app is ready there is no window, and nothing listens yet.
  console.error(wordsFor('en').frame.refusedSwitches(refused));
  app.exit(1);
} else if (app.requestSingleInstanceLock()) main();
else app.quit();

function main(): void {
  let current: BrowserWindow | null = null;
  const window = (): BrowserWindow | null => current;
  const dataFolder = app.getPath('userData');
  mkdirSync(dataFolder, { recursive: true });
  const redactor = createRedactor();
  const log = openLog({ folder: dataFolder, redact: redactor.text });
  const services = () => {
    const state = life.state();
    return state.name === 'ready' ? state.services : null;
  };
  const words = () => services()?.words() ?? wordsFor('en');
  const faults = watchFaults({
    log,
    window,
    words: () => words().crashed,
    changed: () => pushTo(current, { world: services()?.world() ?? 'real', kind: 'changed', topics: ['app'] }),
  });
  const life = createLifeCycle({
    load: () => openServices({ window, log, redactor, faults: faults.list, dist: DIST }),
    failed: (error) => log.failed('start', error),
  });
  const door = createFrontDoor({
    life,
    dataFolder,
    logFile: log.file,
    openFolder: async () => void (await showFolder(dataFolder)),
    quit: () => app.quit(),
    redact: redactor.value,
    failed: log.failed,
  });

  app.on('before-quit', (event) => {
    if (life.state().name === 'closing') return;
    event.preventDefault();
    void life.close().finally(() => app.exit(0));
  });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    current?.show();
    current?.focus();
  });
  const open = async (): Promise<void> => {
    await app.whenReady();
    log.info('app', `Drydock ${app.getVersion()} starts`);
    Menu.setApplicationMenu(null);
    lockDown();
    serveApp(join(DIST, 'renderer'), () => void life.started());
    openDoor(window, door);
    const opened = openWindow({ preload: join(DIST, 'preload/preload.cjs') });
    current = opened;
    askBeforeClosing(opened, services);
    opened.webContents.on('console-message', (_event, level, message) => {
      if (level >= 3) log.warn('window', message);
    });
    opened.on('closed', () => {
      current = null;
    });
  };
  open().catch((error: unknown) => {
    log.failed('start', error);
    app.exit(1);
  });
}

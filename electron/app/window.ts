import { app, BrowserWindow, nativeTheme, session, shell } from 'electron';
import { APP_ORIGIN } from './protocol.ts';

export interface WindowOptions {
  readonly preload: string;
}

const HOME = `${APP_ORIGIN}/`;

const BACKGROUND = { light: '#f4f6f9', dark: '#12171d' } as const;

/** Opens the one window: sandboxed, isolated, on our own origin, unable to go anywhere else. */
export function openWindow({ preload }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 560,
    show: false,
    title: 'Drydock',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A page's own dialogs for files, whose choices are no grants.
      disableBlinkFeatures: 'FileSystemAccessLocal',
    },
  });
  window.once('ready-to-show', () => window.show());
  goHome(window);
  return window;
}

/** Begins the window anew, at its first page. */
export const goHome = (window: BrowserWindow): void => void window.loadURL(HOME);

/**
 * Chromium finds no address, named or numbered, whatever asks for it: a page's peer connection over TCP passes by the rules
 * for requests. Before the app is ready. (Engine and containers are reached by Node.)
 */
export const cutLine = (): void => app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');

/** Rules for everything that shows web content: no navigation, no new windows, no permissions, no foreign requests. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      // A page may begin anew; it goes nowhere else.
      if (event.url.replace(/#.*$/, '') !== HOME) event.preventDefault();
    });
    contents.on('will-prevent-unload', (event) => event.preventDefault()); // the window closes all the same
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // Peer connections pass by every rule for requests: without a proxy, and there is none, they get no UDP at all.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
  // Copying is all that the app uses. Also who only looks whether something is granted gets that answer.
  const may = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(may(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => may(permission));
  session.defaultSession.setDevicePermissionHandler(() => false);
  // Files are saved by the main process alone, to a path of a grant.
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  // Chromium fetches dictionaries past every rule for requests, also where no window checks the spelling.
  session.defaultSession.setSpellCheckerEnabled(false);
  session.defaultSession.setSpellCheckerLanguages([]);
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const own = /^(?:app|devtools|blob|data):/.test(details.url);
    answer({ cancel: !own });
  });
}

/** Shows a folder in the system's file manager; answers what went wrong, or an empty text. */
export const showFolder = (path: string): Promise<string> => shell.openPath(path);

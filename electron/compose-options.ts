import type { app } from '#shared/contract/app.ts';
import type { Push } from '#shared/contract/messages.ts';
import type { Preferences, PreferencesChange } from '#shared/domain/settings.ts';
import type { World } from '#shared/domain/world.ts';
import type { Failure } from '#shared/failures/failure.ts';
import type { Notice } from './alerts/open-alerts.ts';
import type { Ask } from './grants/ask.ts';
import type { Grants } from './grants/grants.ts';
import type { SystemFolders } from './grants/system-folders.ts';
import type { HandlersFor } from './ipc/handlers.ts';
import type { DownloadLimits } from './license/run-download.ts';
import type { Log } from './log/log.ts';
import type { Redactor } from './secrets/redactor.ts';

/** What the window's own room needs of the services. */
export interface AppRoomNeeds {
  readonly grants: Grants;
  readonly systemFolders: SystemFolders;
  readonly preferences: {
    readonly read: () => Preferences;
    readonly write: (change: PreferencesChange) => Preferences;
  };
  /** What was wrong with kept files when they were opened. */
  readonly notices: () => Failure[];
  /** The places of stored definitions and batches: folders there may be shown. */
  readonly folders: () => Promise<readonly string[]>;
}

/** What the services of one world are given from outside. */
export interface ComposeOptions {
  readonly world: World;
  /** Takes secrets out of all that leaves the services; the app's log uses the same one. */
  readonly redactor: Redactor;
  readonly log: Log;
  /** What failed in the app itself since it started, for the window to show. */
  readonly faults: () => readonly Failure[];
  readonly dataFolder: string;
  readonly documentsFolder: string;
  readonly samplesFolder: string;
  /** The gate's program, for the host's containers. */
  readonly gateFile: string;
  /** Holds the typefaces that travel with the app. */
  readonly fontsFolder: string;
  /** Of the app. */
  readonly version: string;
  readonly homeFolder: string;
  /** The process's environment: it may name the engine. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Serves `app`: the one room that needs Electron, so that all others can be tried without it. */
  readonly appRoom: (needs: AppRoomNeeds) => HandlersFor<typeof app>;
  /** Asks the operator outside the page. */
  readonly ask: Ask;
  /** Folders of Drydock's own files, of both worlds. */
  readonly ownFolders: readonly string[];
  readonly push: (push: Push) => void;
  readonly rehearse: (on: boolean) => Promise<void>;
  /** Shows a message on the desktop; null where none is shown. */
  readonly notify: ((notice: Notice) => void) | null;
  /** How patient a licence download is, where that is not to be as usual. */
  readonly licenceLimits?: Partial<DownloadLimits>;
  /** Sets these services apart from others of the same app: their only engine, their entries in the keychain. */
  readonly apart?: {
    readonly engineHost: string;
    /** Where the rehearsal engine takes wishes for failures: the socket of `engineHost`. */
    readonly socketPath: string;
    readonly keychainService: string;
    readonly documents: string;
    readonly preferences: AppRoomNeeds['preferences'];
  };
}

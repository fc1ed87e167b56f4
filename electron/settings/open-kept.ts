import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { LicenceProxy } from '#shared/domain/proxy.ts';
import { wordsFor } from '#shared/words/languages.ts';
import type { AppRoomNeeds } from '../compose-options.ts';
import { removeUnfinished } from '../files/tidy.ts';
import { openInstallation } from './installation.ts';
import { openSettings } from './settings.ts';

export interface OpenKeptOptions {
  readonly dataFolder: string;
  readonly now: () => Date;
  /** Preferences of the other world, where this one has none of its own. */
  readonly apart?: { readonly preferences: AppRoomNeeds['preferences'] };
  readonly log: { readonly info: (room: string, text: string) => void };
  readonly failed: (room: string) => (error: unknown) => void;
}

/** Opens what Drydock keeps of the operator's wishes and of itself, and removes what a kill left unfinished there. */
export async function openKept({ dataFolder, now, apart, log, failed }: OpenKeptOptions) {
  for (const name of await removeUnfinished(dataFolder)) log.info('start', `${name} was removed: unfinished`);
  const settings = await openSettings({ folder: dataFolder, now, failed: failed('settings') });
  const installation = await openInstallation({ folder: dataFolder, now });
  const preferences = apart?.preferences ?? { read: settings.preferences, write: settings.changePreferences };
  const words = () => wordsFor(preferences.read().language);
  return {
    settings,
    installation,
    preferences,
    words,
    nameOf: (feature: FeatureId): string => words().images[feature].name,
    commitments: settings.commitments,
    licencesKept: () => preferences.read().licencesKept,
    licenceProxy: {
      read: () => preferences.read().licenceProxy,
      write: (licenceProxy: LicenceProxy) => preferences.write({ licenceProxy }),
    },
    /** Remembers the address of an engine that the operator typed, so that the next start looks there first. */
    rememberHost: (engineHost: string | null): void => void settings.changePreferences({ engineHost }),
  };
}

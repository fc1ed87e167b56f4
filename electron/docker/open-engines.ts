import type { Preferences, PreferencesChange } from '#shared/domain/settings.ts';
import { createEngines, type EnginesOptions } from './engines.ts';
import type { Engine, Engines } from './types.ts';

type Given = 'only' | 'networkRange' | 'preferredHost' | 'checkMount';

export interface OpenEnginesOptions extends Omit<EnginesOptions, Given> {
  /** The address of the only engine to look at; left out, all known places are. */
  readonly apart?: { readonly engineHost: string };
  readonly settings: {
    preferences(): Pick<Preferences, 'engineHost' | 'networkRange'>;
    changePreferences(change: Pick<PreferencesChange, 'engineHost'>): void;
  };
  readonly systemFolders: { readonly checkFolder: EnginesOptions['checkMount'] };
  /** Told of the rooms that an event of the engine makes stale. */
  readonly changed: (topics: readonly string[]) => void;
  /** Called once for each address at which an engine is taken into use; again with the next search where it failed. */
  readonly attend: (engine: Engine) => Promise<void>;
  /** Where a failure goes that nobody waits for. */
  readonly failed: (room: string) => (error: unknown) => void;
}

/** What an engine's event makes stale. */
const TOPICS = { images: ['images', 'deployments'], containers: ['deployments', 'alerts'] } as const;

/**
 * Opens the room of engines. Whoever finds an engine has it followed from then on; the window looks for one as soon as it
 * is on screen. Nothing here does: loading the engine's client takes longer than the page, and would be in its way.
 */
export function openEngines({
  apart,
  settings,
  systemFolders,
  changed,
  attend,
  failed,
  ...options
}: OpenEnginesOptions) {
  const found = createEngines({
    ...options,
    networkRange: () => settings.preferences().networkRange,
    preferredHost: () => settings.preferences().engineHost,
    checkMount: systemFolders.checkFolder,
    ...(apart ? { only: { source: 'preference', host: apart.engineHost } } : {}),
  });
  let watching: { readonly engine: Engine; readonly end: AbortController } | null = null;
  const attended = new Set<string>();

  const follow = async (): Promise<void> => {
    const engine = await found.current();
    // One that was away and is found again is another client, which knows nothing yet of how containers ended.
    if (watching?.engine !== engine) {
      const before = watching;
      const end = new AbortController();
      watching = { engine, end };
      engine.watch((topic) => changed(TOPICS[topic]), end.signal);
      before?.end.abort();
      if (before) changed([...TOPICS.images, ...TOPICS.containers]);
    }
    if (attended.has(engine.host)) return;
    attended.add(engine.host);
    try {
      await attend(engine);
    } catch (error) {
      attended.delete(engine.host);
      throw error;
    }
  };
  const followed = async <T extends { readonly engine: unknown }>(searching: Promise<T>): Promise<T> => {
    const search = await searching;
    // Without an engine there is nothing to follow; the Connect page says why there is none.
    if (search.engine) follow().catch(failed('engine'));
    return search;
  };
  const engines: Engines = {
    ...found,
    search: () => followed(found.search()),
    use: (host) => followed(found.use(host)),
  };
  return {
    engines,
    /** Forgets the address of an engine that is not to be used any more, and looks for another one. */
    async leave(host: string): Promise<void> {
      if (settings.preferences().engineHost !== host) return;
      settings.changePreferences({ engineHost: null });
      await engines.use(null);
    },
    close: (): void => watching?.end.abort(),
  };
}

import type { StartState, start } from '#shared/contract/start.ts';
import type { World } from '#shared/domain/world.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import type { LifeCycle, StartEnd } from './life-cycle.ts';

export interface StartNeeds<S extends { readonly world: () => World }> {
  readonly life: Pick<LifeCycle<S>, 'started' | 'again'>;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Shows the data folder. */
  readonly openFolder: () => Promise<void>;
  readonly quit: () => void;
  readonly redact: <T>(value: T) => T;
}

/** Serves `start`: the one room that answers whatever became of the others. */
export function serveStart<S extends { readonly world: () => World }>(needs: StartNeeds<S>): HandlersFor<typeof start> {
  const { dataFolder, logFile, redact } = needs;
  const said = (end: StartEnd<S>): StartState =>
    end.name === 'ready'
      ? { name: 'ready', world: end.services.world() }
      : { name: 'failed', failure: redact(end.failure), dataFolder, logFile };
  return {
    state: async () => said(await needs.life.started()),
    again: async () => said(await needs.life.again()),
    openFolder: needs.openFolder,
    quit: needs.quit,
  };
}

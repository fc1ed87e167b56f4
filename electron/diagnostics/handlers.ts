import type { engine } from '#shared/contract/engine.ts';
import type { Engines } from '../docker/types.ts';
import type { HandlersFor } from '../ipc/handlers.ts';
import { checkHost, type DiagnosticsNeeds } from './check-host.ts';

export interface EngineRoomNeeds extends DiagnosticsNeeds {
  readonly engines: Engines;
  /** Remembers the address that the operator typed, so that the next start looks there first. */
  readonly rememberHost: (host: string | null) => void;
  readonly rehearse: (on: boolean) => Promise<void>;
}

/** Serves `engine`. */
export function serveEngine(needs: EngineRoomNeeds): HandlersFor<typeof engine> {
  return {
    search: () => needs.engines.search(),
    use: async ({ host }) => {
      const search = await needs.engines.use(host);
      needs.rememberHost(host);
      return search;
    },
    rehearse: ({ on }) => needs.rehearse(on),
    check: () => checkHost(needs),
  };
}

import { z } from 'zod';
import { EngineSearch, HostReport } from '../domain/engine.ts';
import { action, query } from './kinds.ts';

/** The container engine and the host it runs on. */
export const engine = {
  /** Looks in every known place and says what was found where; fast when the engine in use still answers. */
  search: query({ input: z.void(), output: EngineSearch }),
  /** Takes the engine at `host`, or, with null, searches again. Fails when nothing usable answers there. */
  use: action({ input: z.object({ host: z.string().nullable() }), output: EngineSearch, touches: ['*'] }),
  /** Turns to the rehearsal, or back to the operator's own engine; the window then begins anew. */
  rehearse: action({ input: z.object({ on: z.boolean() }), output: z.void(), touches: [] }),
  /** All checks of the Connect page; a check that fails is a result, not a failure of this call. */
  check: query({ input: z.void(), output: HostReport }),
};

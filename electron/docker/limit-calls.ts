import type Docker from 'dockerode';
import { Foreseen } from '#shared/failures/failure.ts';
import { betweenCalls, type Call } from './calls.ts';

export interface CallLimits {
  readonly readMs: number;
  /** For what changes something: an engine may copy or delete gigabytes before it answers. */
  readonly changeMs: number;
}

const LIMITS: CallLimits = { readMs: 60_000, changeMs: 5 * 60_000 };

/** These answer when what they wait for has happened; whoever asks ends them. */
const OPEN_ENDED = /^\/(?:containers\/[^/]+\/wait|images\/create|images\/load|events)\?/;

/**
 * Has calls of this client fail with `engine.slow` where the engine does not answer, or breaks off in the middle, of which the client
 * itself tells nobody. Streams have the time to begin; how long they may be silent is for whoever reads them.
 */
export function limitCalls(docker: Docker, limits: CallLimits = LIMITS): Docker {
  return betweenCalls(docker, (call, done, dial) => {
    const limitMs = limitOf(call, limits);
    if (limitMs === null) return dial(call, done);
    const over = new AbortController();
    let isTold = false;
    const tell: typeof done = (error, answer) => {
      clearTimeout(timer);
      if (isTold) return;
      isTold = true;
      done(error, answer);
    };
    const timer = setTimeout(() => {
      tell(new Foreseen('engine.slow', { seconds: Math.round(limitMs / 1000) }), null);
      over.abort();
    }, limitMs).unref();
    const { abortSignal = null } = call;
    return dial(
      { ...call, abortSignal: abortSignal ? AbortSignal.any([abortSignal, over.signal]) : over.signal },
      tell,
    );
  });
}

function limitOf({ path, method, options }: Call, { readMs, changeMs }: CallLimits): number | null {
  if (OPEN_ENDED.test(`${path}?`)) return null;
  return method === 'GET' || method === 'HEAD' ? readMs : changeMs + graceMs(options);
}

/** What a container that is stopped has been given to end by itself. */
const graceMs = (options: unknown): number =>
  typeof options === 'object' && options !== null && 't' in options ? Number(options.t) * 1000 || 0 : 0;

import type Docker from 'dockerode';
import { betweenCalls, type Call } from './calls.ts';

/** What is kept of an answer that is none, for the detail. */
const KEPT = 4000;

/** The engine answered, and the answer is no JSON: a page of a proxy, half a text, somebody else's words. */
export class NoJson extends Error {
  override readonly name = 'NoJson';
}

/** What is answered where something was done: nothing, or, by Podman, a line end (an image was tagged) or `OK` (a network was joined). */
const DONE = /^\s*(?:OK\s*)?$/;

/** Logs are bytes; all else that is not a stream is JSON, or nothing where something was to be done. */
const isBytes = ({ path, isStream = false }: Call): boolean => isStream || /\/logs(?:\?|$)/.test(path);

/**
 * Has calls of this client fail with {@link NoJson} where the answer is no JSON, or is a page of HTML with whatever status. The
 * client itself (docker-modem 5) hands such an answer on as the bytes that it was.
 */
export function expectJson(docker: Docker): Docker {
  return betweenCalls(docker, (call, done, dial) =>
    dial(call, (error, answer) => {
      const text = textOf(error ? bodyOf(error) : isBytes(call) ? null : answer);
      const wrong =
        text !== null && (error ? text.trimStart().startsWith('<') : !DONE.test(text) || call.method === 'GET');
      if (wrong) done(new NoJson(text.slice(0, KEPT)), null);
      else done(error, answer);
    }),
  );
}

/** The body of an answer that the client made an error of; parsed where it was JSON. */
const bodyOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'json' in error ? error.json : null;

const textOf = (answer: unknown): string | null => (Buffer.isBuffer(answer) ? answer.toString() : null);

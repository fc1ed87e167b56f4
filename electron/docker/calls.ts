import type Docker from 'dockerode';

/** A call as the client library (docker-modem 5) makes it. */
export interface Call {
  readonly path: string;
  readonly method: string;
  /** Whether its answer is read while it comes. */
  readonly isStream?: boolean;
  readonly abortSignal?: AbortSignal;
  /** What becomes the query or the body. */
  readonly options?: unknown;
}
export type Done = (error: unknown, answer: unknown) => void;

/** Puts something between a client and all of its calls. */
export function betweenCalls(
  docker: Docker,
  make: (call: Call, done: Done, dial: (call: Call, done: Done) => unknown) => unknown,
): Docker {
  const modem = docker.modem as { dial(call: Call, done: Done): unknown };
  const dial = modem.dial.bind(modem);
  modem.dial = (call, done) => make(call, done, dial);
  return docker;
}

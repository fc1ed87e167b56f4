import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';

/** dockerode's errors carry the engine's status and words, or the socket's code. */
interface EngineErrorParts {
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string;
}

/** The parts of any error that came from the engine or its socket. */
export function partsOf(error: unknown): EngineErrorParts {
  if (typeof error !== 'object' || error === null) return { status: null, code: null, message: String(error) };
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const json = 'json' in error && typeof error.json === 'object' && error.json !== null ? error.json : null;
  const said = json && 'message' in json && typeof json.message === 'string' ? json.message : null;
  const message = said ?? (error instanceof Error ? error.message : String(error));
  return { status, code, message };
}

const SOCKET_CODES = /^(?:ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|EACCES|ENOTCONN|ECONNABORTED|UND_ERR_SOCKET)$/;

/**
 * What a failed call means, whatever it was about: the connection broke, or the engine refused. Foreseen ones pass as
 * they are; a cancelled call passes the signal's reason.
 */
export function engineFailure(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof Foreseen) return error;
  const { status, code, message } = partsOf(error);
  if (isDiskFull(message)) return new Foreseen('disk.full', { place: 'engine' }, { detail: message, cause: error });
  if (status !== null) return new Foreseen('engine.refused', { status }, { detail: message, cause: error });
  if ((code !== null && SOCKET_CODES.test(code)) || /socket hang up|aborted|premature close|ECONNRESET/i.test(message))
    return new Foreseen('engine.lost', {}, { detail: message, cause: error });
  return error;
}

export const isDiskFull = (message: string): boolean => /no space left on device|disk quota exceeded/i.test(message);

type PullMeaning = 'wrong-platform' | 'disk-full' | 'login' | 'unknown' | 'unreachable';

/**
 * What the engine's words on a failed pull mean. It answers every reason with the same status, so the words are all there
 * is; seen on Docker 20.10 to 27 and Podman 4. Order matters: "pull access denied … does not exist" is about a login.
 */
const PULL_WORDS: readonly (readonly [PullMeaning, RegExp])[] = [
  ['wrong-platform', /no matching manifest for|does not match the (?:specified|expected) platform/i],
  ['disk-full', /no space left on device|disk quota exceeded/i],
  [
    'login',
    /unauthorized|authentication required|no basic auth credentials|access denied|denied:|incorrect username|invalid username\/password|403 Forbidden|401/i,
  ],
  [
    'unknown',
    /manifest (?:for \S+ )?(?:unknown|not found)|not found: (?:manifest|name)|name unknown|repository .*not found|: not found$|NAME_UNKNOWN|MANIFEST_UNKNOWN/i,
  ],
  [
    'unreachable',
    /no such host|connection refused|connection reset|i\/o timeout|timeout exceeded|deadline exceeded|unreachable|TLS handshake|x509|server gave HTTP response|dial tcp|lookup |proxyconnect|EOF$|misbehaving|pinging container registry/i,
  ],
];

/** The failure of a pull of `reference`, told from the engine's words. */
export function pullFailure(error: unknown, reference: string, loggedIn: boolean, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof Foreseen) return error;
  const { status, message } = partsOf(error);
  const host = parseReference(reference)?.registry ?? reference;
  const options = { detail: message, cause: error };
  const meaning = PULL_WORDS.find(([, words]) => words.test(message))?.[0];
  const fromEngine = status !== null || error instanceof StreamError;
  if (!fromEngine) return engineFailure(error, signal);
  switch (meaning) {
    case 'wrong-platform':
      return new Foreseen('image.wrong-platform', { reference, platform: platformIn(message) }, options);
    case 'disk-full':
      return new Foreseen('disk.full', { place: 'engine' }, options);
    case 'login':
      return loggedIn
        ? new Foreseen('registry.login-refused', { host }, options)
        : new Foreseen('registry.login-needed', { host, reference }, options);
    case 'unknown':
      return new Foreseen('image.unknown', { reference }, options);
    case 'unreachable':
      return new Foreseen('registry.unreachable', { host, reference }, options);
    default:
      return new Foreseen('registry.refused', { host, reference }, options);
  }
}

const platformIn = (message: string): string =>
  /no matching manifest for (\S+)/.exec(message)?.[1] ??
  /image with reference .* platform \(?([^\s)]+)/.exec(message)?.[1] ??
  'another platform';

/** An error line in a stream that had begun with a good status. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
}

/** The failure of creating or starting a container. */
export function startFailure(error: unknown, ports: readonly (number | null)[], signal?: AbortSignal): unknown {
  const { message, status } = partsOf(error);
  if (status === null) return engineFailure(error, signal);
  const options = { detail: message, cause: error };
  const mentioned = /:(\d{1,5})\b(?!.*:\d{1,5}\b)/.exec(message.replace(/->.*$/, ''))?.[1];
  const port = ports.find((one) => one !== null && message.includes(String(one))) ?? Number(mentioned ?? 0);
  if (/port is already allocated|address already in use|ports are not available/i.test(message))
    return new Foreseen('port.taken', { port: port ?? 0 }, options);
  if (/permission denied/i.test(message) && /bind|listen|expose|port/i.test(message))
    return new Foreseen('port.not-allowed', { port: port ?? 0 }, options);
  const path = /(?:bind source path does not exist|mkdir|statfs)[: ]+(\/[^:"\s]+)/.exec(message)?.[1];
  if (path) {
    const kind = /permission denied|read-only/i.test(message) ? 'folder.not-writable' : 'folder.missing';
    return new Foreseen(kind, { path }, options);
  }
  const image = /No such image: (\S+)/i.exec(message)?.[1];
  if (image) return new Foreseen('image.unknown', { reference: image }, options);
  return engineFailure(error, signal);
}

import { ZodError } from 'zod';
import { parseReference } from '#shared/domain/reference.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { NoJson } from './expect-json.ts';

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
  // Where the client did not keep the answer, its own sentence is around the engine's: "(HTTP code 500) server error - … ".
  const whole = said ?? (error instanceof Error ? error.message : String(error));
  const message = whole.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
  return { status, code, message };
}

const SOCKET_CODES = /^(?:ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|EACCES|ENOTCONN|ECONNABORTED|UND_ERR_SOCKET)$/;

/**
 * What a failed call means, whatever it was about: the connection broke, the engine refused, or answered what is none of an
 * engine's answers. Foreseen ones pass as
 * they are; a cancelled call passes the signal's reason.
 */
export function engineFailure(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof Foreseen) return error;
  // What is no JSON, or JSON of another form than an engine's.
  if (error instanceof NoJson || error instanceof ZodError)
    return new Foreseen('engine.nonsense', {}, { cause: error });
  const { status, code, message } = partsOf(error);
  if (isDiskFull(message)) return new Foreseen('disk.full', { place: 'engine' }, { detail: message, cause: error });
  if (status !== null) return new Foreseen('engine.refused', { status }, { detail: message, cause: error });
  if ((code !== null && SOCKET_CODES.test(code)) || /socket hang up|aborted|premature close|ECONNRESET/i.test(message))
    return new Foreseen('engine.lost', {}, { detail: message, cause: error });
  return error;
}

export const isDiskFull = (message: string): boolean => /no space left on device|disk quota exceeded/i.test(message);

type PullMeaning = 'refused' | 'wrong-platform' | 'disk-full' | 'login' | 'clock' | 'unknown' | 'unreachable';

/** What the engine passed on from the registry as a status of its own: Docker from 28 on, Podman from 5 on, 404 before. */
const PULL_STATUS: Readonly<Record<number, PullMeaning>> = { 401: 'login', 403: 'login', 404: 'unknown' };

/**
 * What the engine's words on a failed pull mean, where its status does not tell. Names, addresses and digests are taken out
 * first (`plainWords`): they may hold any word or number. Each is for a real line, all of which are in
 * `engine-words.test.ts`. Order matters: "pull access denied … does not exist" is about a login.
 */
const PULL_WORDS: readonly (readonly [PullMeaning, RegExp])[] = [
  [
    'wrong-platform',
    /(?:^|: )no match(?:ing manifest)? for |(?:^|: )no image found in (?:manifest list|image index) for architecture |does not match the (?:specified|expected) platform/m,
  ],
  ['disk-full', /no space left on device|disk quota exceeded/m],
  // A certificate that is not valid now, where it is the clock as often as the certificate.
  ['clock', /x509: certificate has expired or is not yet valid/m],
  [
    'login',
    /(?:^|: )pull access denied|(?:^|: )unauthorized: |(?:^|: )denied: |no basic auth credentials$|: incorrect username or password$|: invalid username\/password: |insufficient_scope: authorization failed|: failed to fetch (?:anonymous|oauth) token: unexpected status |unexpected status from (?:GET|HEAD) request to ADDRESS: 40[13] |(?:^|: )invalid status code from registry 40[13] /m,
  ],
  // The image is known there, and damaged.
  ['refused', /(?:^|: )(?:blob unknown|unknown blob)(?:$|: )/m],
  [
    'unknown',
    /(?:^|: )(?:manifest|name) unknown(?:$|: )|(?:^|: )(?:manifest for|repository) NAME not found|^failed to resolve reference TEXT: NAME: not found$/m,
  ],
  [
    'unreachable',
    /(?:^|: )(?:dial tcp|dial udp|lookup|proxyconnect tcp)(?: |: )|: no such host$|(?:^|: )connection (?:refused|reset by peer)$|: (?:i\/o|TLS handshake) timeout$|Client\.Timeout exceeded|context deadline exceeded|(?:^|: )network is unreachable$|(?:^|: )x509: |server gave HTTP response to HTTPS client|(?:^|: )pinging container registry |(?:^|: )(?:unexpected )?EOF(?:$| \()/m,
  ],
];

/**
 * A message without what may hold any word or number, so that a `401` in a port or a digest is none: quoted texts,
 * addresses, digests and references.
 */
export const plainWords = (message: string): string =>
  message
    .replaceAll(/"https?:\/\/[^"]*"|https?:\/\/\S+?(?=:?(?:\s|$))/g, 'ADDRESS')
    .replaceAll(/"[^"]*"/g, 'TEXT')
    .replaceAll(/\bsha256:[0-9a-f]+/g, 'DIGEST')
    .replaceAll(/(?<=^|[\s(])(?:\d{1,3}\.){3}\d{1,3}:\d+(?=[:\s>-]|$)(?!\/)/g, 'PLACE')
    .replaceAll(/(?<=^|\s)[\w.-]+(?::\d+)?(?:\/[\w.-]+)+(?:[:@][\w.-]+)?(?=:\s|,\s|\s|$)/g, 'NAME');

/** The host of Microsoft's registry, which asks nobody to log in: there "unauthorized" is about something else. */
const NEEDS_NO_LOGIN = 'mcr.microsoft.com';

/** The failure of a pull of `reference`: by the engine's status, then by its words. */
export function pullFailure(error: unknown, reference: string, loggedIn: boolean, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof Foreseen) return error;
  const { status, message } = partsOf(error);
  const host = parseReference(reference)?.registry ?? reference;
  const options = { detail: message, cause: error };
  if (status === null && !(error instanceof StreamError)) return engineFailure(error, signal);
  const words = plainWords(message);
  const meaning = PULL_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? PULL_STATUS[status ?? 0];
  switch (meaning) {
    case 'wrong-platform':
      return new Foreseen('image.wrong-platform', { reference, platform: platformIn(message) }, options);
    case 'disk-full':
      return new Foreseen('disk.full', { place: 'engine' }, options);
    case 'clock':
      return new Foreseen('registry.clock', { host }, options);
    case 'login':
      if (host === NEEDS_NO_LOGIN && !loggedIn) return new Foreseen('registry.clock', { host }, options);
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

const platformIn = (message: string): string => {
  const podman = /no image found in (?:manifest list|image index) for architecture "?([^",]+)"?,.*OS "?([^",]+)"?/.exec(
    message,
  );
  if (podman) return `${podman[2]}/${podman[1]}`;
  return /no matching manifest for (\S+)/.exec(message)?.[1] ?? 'this platform';
};

/** An error line in a stream that had begun with a good status. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
}

/** Whether the engine broke off what it was at, which it does when it ends: nobody else cancels a call but us. */
export const isCutOff = (error: unknown): boolean => /(?:^|: )context canceled$/.test(partsOf(error).message);

/** What was asked for when a container was made or started: the engine's refusal does not always name it. */
export interface Asked {
  readonly name?: string;
  readonly image?: string;
  readonly ports: readonly { readonly hostPort: number | null }[];
  readonly mounts?: readonly { readonly hostPath: string }[];
}

type StartMeaning = 'name-taken' | 'port-taken' | 'port-not-allowed' | 'folder-missing' | 'folder-not-writable';

/** As for pulls: each pattern is for real lines of `engine-words.test.ts`. */
const START_WORDS: readonly (readonly [StartMeaning, RegExp])[] = [
  // Docker says it with a status of its own.
  ['name-taken', /: the container name ".*" is already in use by /],
  [
    'port-taken',
    /: port is already allocated$|(?:listen|bind)(?: tcp4?| udp4?)? [^ ]*: (?:bind: )?address already in use|: address already in use$|^ports are not available: /i,
  ],
  [
    'port-not-allowed',
    /(?:listen tcp4?|cannot expose privileged port|rootlessport) .*(?:bind: permission denied|privileged port)/,
  ],
  [
    'folder-not-writable',
    /^error while creating mount source path '.*': mkdir .*: (?:permission denied|read-only file system)$/,
  ],
  [
    'folder-missing',
    /bind source path does not exist: |^error while creating mount source path '|^invalid mount config for type "bind": stat |: statfs .*: no such file or directory$|^make cli opts\(\): |: mkdir .*: (?:permission denied|not a directory)$/,
  ],
];

/** The failure of creating or starting a container: by the engine's status, then by its words. */
export function startFailure(error: unknown, asked: Asked, signal?: AbortSignal): unknown {
  const { message, status } = partsOf(error);
  if (status === null || error instanceof Foreseen) return engineFailure(error, signal);
  const options = { detail: message, cause: error };
  if (status === 409 && asked.name !== undefined)
    return new Foreseen('container.name-taken', { name: asked.name }, options);
  // A container is created of one image and nothing else that can be unknown.
  if (status === 404 && asked.image !== undefined)
    return new Foreseen('image.unknown', { reference: asked.image }, options);
  switch (START_WORDS.find(([, pattern]) => pattern.test(message))?.[0]) {
    case 'name-taken':
      return new Foreseen('container.name-taken', { name: asked.name ?? '' }, options);
    case 'port-taken':
      return new Foreseen('port.taken', { port: portIn(message, asked) }, options);
    case 'port-not-allowed':
      return new Foreseen('port.not-allowed', { port: portIn(message, asked) }, options);
    case 'folder-missing':
      return new Foreseen('folder.missing', { path: pathIn(message, asked) }, options);
    case 'folder-not-writable':
      return new Foreseen('folder.not-writable', { path: pathIn(message, asked) }, options);
    default:
      return engineFailure(error, signal);
  }
}

/** The port that was asked for, if there is one; else the one that the engine names last, `127.0.0.1:5000`. */
function portIn(message: string, { ports }: Asked): number {
  const named = [...message.replace(/->.*$/, '').matchAll(/:(\d{1,5})\b/g)].map(([, port]) => Number(port));
  const wanted = ports.flatMap(({ hostPort }) => hostPort ?? []);
  return wanted.find((port) => named.includes(port)) ?? wanted[0] ?? named.at(-1) ?? 0;
}

/** The folder that was asked for and is in the message; else what the engine names. */
const pathIn = (message: string, { mounts = [] }: Asked): string =>
  mounts.find(({ hostPath }) => message.includes(hostPath))?.hostPath ??
  /(?:does not exist: |source path '|stat |statfs |mkdir )([^':]+)/.exec(message)?.[1] ??
  '';

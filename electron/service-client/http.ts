/** HTTP to the containers that Drydock started: loopback alone, bounded in time and size, no redirects, no cookies. */

export interface ServiceRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  /** Answers longer than this are refused. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** Another address of loopback, for a container that is published there. */
  readonly address?: LoopbackAddress;
}

/** `127.0.0.1` to `127.255.255.255`: all of them are this computer and nobody else. */
export type LoopbackAddress = `127.${number}.${number}.${number}`;

/** The loopback address to ask a container at that is published at `hostAddress`; one that is open to all is asked at the first. */
export const askableAt = (hostAddress: string | undefined): LoopbackAddress =>
  isLoopback(hostAddress) ? hostAddress : '127.0.0.1';

const isLoopback = (address: string | undefined): address is LoopbackAddress =>
  address !== undefined && /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);

export interface ServiceAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly bytes: Uint8Array;
  /** The body as UTF-8, decoded when it is first asked for. */
  readonly text: string;
}

/** Why no answer came: nothing listens, it took too long, it was too long, or the line broke. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: 'refused' | 'timeout' | 'too-long' | 'broken';

  constructor(reason: NoAnswer['reason'], cause?: unknown) {
    super(cause instanceof Error ? `${reason}: ${cause.message}` : reason, { cause });
    this.reason = reason;
  }
}

const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;

/**
 * Asks the container published on `port` of this computer. Any status is an answer.
 *
 * Fails with {@link NoAnswer}; an abort of `signal` rejects with its reason.
 */
export async function askService(port: number, path: string, request: ServiceRequest): Promise<ServiceAnswer> {
  const {
    method = 'GET',
    headers = {},
    body,
    timeoutMs,
    maxBytes = DEFAULT_MAX_BYTES,
    signal,
    address = '127.0.0.1',
  } = request;
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`http://${address}:${port}${path}`, {
      method,
      headers,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(body ? { body } : {}),
    });
    return answerOf(response, await readBody(response, maxBytes));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NoAnswer) throw error;
    if (limit.aborted) throw new NoAnswer('timeout', error);
    throw new NoAnswer(codeOf(error) === 'ECONNREFUSED' ? 'refused' : 'broken', error);
  }
}

function answerOf(response: Response, bytes: Buffer): ServiceAnswer {
  let text: string | null = null;
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    bytes,
    get text() {
      text ??= bytes.toString('utf8');
      return text;
    },
  };
}

async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new NoAnswer('too-long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `fetch` hides the socket's error code in its cause. */
function codeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : null;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;
}

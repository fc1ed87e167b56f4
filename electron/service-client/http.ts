/** HTTP to the containers that Drydock started: loopback alone, bounded in time and size, no redirects, no cookies. */

import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request as openRequest } from 'node:http';
import { errorCode } from '../files/error-code.ts';
import { readBounded, TooLong } from './body.ts';

export interface ServiceRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  /** Answers longer than this, unpacked, are refused; reading stops there. */
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
  /** Unpacked, without a byte-order mark. */
  readonly bytes: Uint8Array;
  /** The body as UTF-8, decoded when it is first asked for. */
  readonly text: string;
}

/** Why no answer came: nobody took the question, it took too long, it was too long, or the line broke. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: 'refused' | 'timeout' | 'too-long' | 'broken';

  constructor(reason: NoAnswer['reason'], cause?: unknown) {
    super(cause instanceof Error ? `${reason}: ${cause.message}` : reason, { cause });
    this.reason = reason;
  }
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** Questions share connections. What is sent has one of its own: a kept one may end just then, and nobody knows how far it got. */
const keptConnections = new Agent({ keepAlive: true, maxFreeSockets: 8 });

/**
 * A gate keeps this header to itself, and answers with its word at once where no container takes the question. So nobody but a
 * gate can say so. Source: `electron/gate/program/gate.c`.
 */
const GATE_HEADER = 'drydock-gate';

/**
 * Asks the container published on `port` of this computer. Any status is an answer.
 *
 * `node:http`, because `fetch` refuses for ever the ports that browsers do (5060, 6000, 10080 …).
 * Fails with {@link NoAnswer}; `refused` means that the question reached no container. An abort of `signal` rejects with its reason.
 */
export async function askService(port: number, path: string, request: ServiceRequest): Promise<ServiceAnswer> {
  const { timeoutMs, maxBytes = DEFAULT_MAX_BYTES, signal } = request;
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  const end = signal ? AbortSignal.any([signal, limit]) : limit;
  const word = randomUUID();
  let response: IncomingMessage | null = null;
  try {
    response = await send(port, path, { ...request, headers: { ...request.headers, [GATE_HEADER]: word } }, end);
    if (response.statusCode === 503 && response.headers[GATE_HEADER] === word) throw new NoAnswer('refused');
    return answerOf(response, await readBounded(response, maxBytes, end));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NoAnswer) throw error;
    if (error instanceof TooLong) throw new NoAnswer('too-long');
    if (limit.aborted) throw new NoAnswer('timeout', error);
    throw new NoAnswer(errorCode(error) === 'ECONNREFUSED' ? 'refused' : 'broken', error);
  } finally {
    // What was not read to its end is not read any more.
    if (!response?.complete) response?.destroy();
  }
}

function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body, address = '127.0.0.1' }: ServiceRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.byteLength) } : {};
    const sent = openRequest({
      host: address,
      port,
      path,
      method,
      headers: { accept: '*/*', ...headers, ...length },
      agent: method === 'GET' ? keptConnections : false,
      signal,
    });
    sent.once('response', resolve);
    sent.on('error', (error) => {
      // The container closed a connection that was kept for later: the question did not reach it, and is asked anew.
      if (sent.reusedSocket && errorCode(error) === 'ECONNRESET' && !signal.aborted)
        send(port, path, { method, headers, address } as ServiceRequest, signal).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): ServiceAnswer {
  let text: string | null = null;
  return {
    status: statusCode,
    header(name) {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    },
    bytes,
    get text() {
      text ??= bytes.toString('utf8');
      return text;
    },
  };
}

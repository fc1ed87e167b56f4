import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** A body went on behind its limit. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** A header has room for thousands of codings, and the unpackers of so many hold the app up for seconds. */
const MOST_CODINGS = 3;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The body of an answer, unpacked, without a byte-order mark. It is measured unpacked and read no further than
 * `maxBytes`: whatever is packed into it, no more than that and one chunk is ever in memory.
 *
 * Fails with {@link TooLong}, with what broke the line, and with the reason of `signal`.
 */
export async function readBounded(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const body = unpacked(response);
  const stop = (): void => void body.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      if (length > maxBytes) throw new TooLong();
      chunks.push(chunk);
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
  const whole = Buffer.concat(chunks);
  return whole.subarray(0, 3).equals(BYTE_ORDER_MARK) ? whole.subarray(3) : whole;
}

/** Nothing packed is asked for; what comes packed all the same is unpacked as it is read. */
function unpacked(response: IncomingMessage): Readable {
  let body: Readable = response;
  const codings = (response.headers['content-encoding'] ?? '').toLowerCase().split(',');
  if (codings.length > MOST_CODINGS) throw new Error(`packed ${codings.length} times`);
  for (const coding of codings.reverse()) {
    const unpack = unpackerOf(coding.trim());
    if (unpack === null) continue;
    // Reading the last one fails where any of them does.
    body = pipeline(body, unpack, () => undefined);
  }
  return body;
}

function unpackerOf(coding: string): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

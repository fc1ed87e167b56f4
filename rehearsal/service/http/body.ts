import type { IncomingMessage } from 'node:http';

/** How much of a refused body is still taken in, so that the client gets to read the refusal. */
const PATIENCE_BYTES = 256 * 1024 ** 2;

/**
 * A request's body; null if it is larger than `limitBytes`. A larger one is read to its end (up to a patience) and
 * thrown away, because a client that is still sending does not see an answer.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A request body came as text.');
    size += chunk.length;
    if (size > limitBytes) chunks.length = 0;
    else chunks.push(chunk);
    if (size > PATIENCE_BYTES) break;
  }
  return size > limitBytes ? null : new Uint8Array(Buffer.concat(chunks));
}

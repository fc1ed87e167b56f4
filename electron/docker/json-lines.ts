import type { Readable } from 'node:stream';
import { parseJson } from '../files/parse-json.ts';

/**
 * The JSON values of an engine's stream, one per line; the last line may lack its end, a character may be cut in two by
 * a chunk. A line that is no JSON is skipped: engines mix in keep-alives and plain text.
 */
export async function* jsonLines(stream: Readable): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(toBytes(chunk), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* parsed(line);
  }
  yield* parsed(rest + decoder.decode());
}

const toBytes = (chunk: unknown): Uint8Array =>
  chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(String(chunk));

function* parsed(line: string): Generator<unknown> {
  const value = parseJson(line);
  if (value !== undefined) yield value;
}

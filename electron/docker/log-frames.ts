const HEADER = 8;

/**
 * Takes the engine's framing off a log: eight bytes before each piece, the first saying which output, the last four how
 * long. A log without framing (a terminal's) is passed as it is. Holds on to pieces that a chunk cut in two.
 */
export function createLogReader(take: (text: string) => void) {
  let rest: Uint8Array = new Uint8Array();
  const decoder = new TextDecoder();
  const isFrame = (bytes: Uint8Array): boolean =>
    (bytes[0] ?? 9) <= 2 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0;
  const text = (bytes: Uint8Array): void => take(decoder.decode(bytes, { stream: true }));
  return {
    push(chunk: Uint8Array): void {
      let bytes = rest.length === 0 ? chunk : concat(rest, chunk);
      while (bytes.length >= HEADER) {
        if (!isFrame(bytes)) {
          text(bytes);
          bytes = new Uint8Array();
          break;
        }
        const length = new DataView(bytes.buffer, bytes.byteOffset + 4, 4).getUint32(0);
        if (bytes.length < HEADER + length) break;
        text(bytes.subarray(HEADER, HEADER + length));
        bytes = bytes.subarray(HEADER + length);
      }
      rest = bytes.slice();
    },
    end(): void {
      if (rest.length > 0 && !isFrame(rest)) text(rest);
      rest = new Uint8Array();
      take(decoder.decode());
    },
  };
}

/** Cuts text into lines; the last one comes with `end`. */
export function createLineReader(line: (text: string) => void) {
  let rest = '';
  return {
    push(text: string): void {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const one of lines) line(one);
    },
    end(): void {
      if (rest !== '') line(rest);
      rest = '';
    },
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

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

/** Longer lines are cut: no log of a service is read for what comes so late in a line. */
export const LONGEST_LINE = 8192;

/**
 * Cuts text into lines; the last one comes with `end`. Of a line that is written over and over (a progress that goes back
 * to its beginning with `\r`) the last writing counts, and `begun` is told of it each time that more comes.
 */
export function createLineReader(line: (text: string) => void, begun: (text: string) => void = () => undefined) {
  let rest = '';
  const add = (text: string): void => {
    const kept = `${rest}${text}`;
    // A lone `\r` at the end may be half of a line's end.
    const from = kept.lastIndexOf('\r', kept.length - 2) + 1;
    rest = kept.slice(from, from + LONGEST_LINE);
  };
  const give = (): void => {
    line(rest.endsWith('\r') ? rest.slice(0, -1) : rest);
    rest = '';
  };
  return {
    push(text: string): void {
      const pieces = text.split('\n');
      for (const [at, piece] of pieces.entries()) {
        add(piece);
        if (at < pieces.length - 1) give();
      }
      if (rest !== '') begun(rest);
    },
    end(): void {
      if (rest !== '') give();
    },
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

import { scanJson } from './scan-json.ts';

/** Why bytes are no answer, in words that the screen has: a code of the failure registry without its `result.`. */
export type UnreadableReason =
  | 'packed'
  | 'blank'
  | 'no-text'
  | 'cut-off'
  | 'more-after-end'
  | 'bare-word'
  | 'unreadable';

export interface WhyNoJson {
  readonly reason: UnreadableReason;
  /** From 1; null where it is in no line. */
  readonly line: number | null;
  /** What stands there, short; empty where nothing does. */
  readonly found: string;
}

/** The bytes hold no JSON. */
export class NoJson extends Error implements WhyNoJson {
  override readonly name = 'NoJson';
  readonly reason: UnreadableReason;
  readonly line: number | null;
  readonly found: string;

  constructor(reason: UnreadableReason, line: number | null = null, found = '') {
    super(`${reason}, line ${line ?? '-'}: ${found}`);
    this.reason = reason;
    this.line = line;
    this.found = found;
  }
}

const MOST_FOUND = 40;

const begins = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** The text of bytes in UTF-8 or UTF-16, with or without a byte-order mark. Throws {@link NoJson}. */
export function textOfBytes(bytes: Uint8Array): string {
  if (begins(bytes, 0x1f, 0x8b) || begins(bytes, 0x50, 0x4b, 0x03, 0x04)) throw new NoJson('packed');
  const decode = (encoding: string): string => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      throw new NoJson('no-text'); // whatever the decoder calls it
    }
  };
  // Windows' editors and PowerShell 5 write UTF-16; JSON begins with a character of ASCII.
  if (begins(bytes, 0xff, 0xfe) || (bytes[0] !== 0 && bytes[1] === 0)) return decode('utf-16le');
  if (begins(bytes, 0xfe, 0xff) || (bytes[0] === 0 && bytes[1] !== 0 && bytes.length > 1)) return decode('utf-16be');
  return decode('utf-8');
}

/** Why a text that no parser takes is no JSON. */
export function whyNoJson(text: string): NoJson {
  if (text.trim() === '') return new NoJson('blank');
  const { wordAt, trailingAt, isCutOff } = scanJson(text);
  const at = (place: number): readonly [line: number, found: string] => [
    text.slice(0, place).split('\n').length,
    (text.slice(place, place + MOST_FOUND).split('\n')[0] ?? '').trim(),
  ];
  if (!/^\s*[[{"\dtfn-]/.test(text)) return new NoJson('unreadable', ...at(text.search(/\S/)));
  if (wordAt !== null) {
    const [line, found] = at(text[wordAt - 1] === '-' ? wordAt - 1 : wordAt);
    return new NoJson('bare-word', line, /^-?\w+/.exec(found)?.[0] ?? found);
  }
  if (trailingAt !== null) return new NoJson('more-after-end', ...at(trailingAt));
  return new NoJson(isCutOff ? 'cut-off' : 'unreadable', isCutOff ? at(text.length)[0] : null);
}

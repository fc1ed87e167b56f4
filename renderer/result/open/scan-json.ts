/** A member whose name occurs before in the same object: a parser keeps the last one and says nothing. */
export interface DoubledMember {
  /** Names and indexes that lead to it from the root. */
  readonly path: readonly (string | number)[];
}

/** What a JSON text holds that a parser drops, or why it cannot be parsed. Positions count UTF-16 units from 0. */
export interface JsonScan {
  /** At most {@link MOST_DOUBLED}. */
  readonly doubled: readonly DoubledMember[];
  /** Where something follows after the first whole value; null where nothing does. */
  readonly trailingAt: number | null;
  /** Where the first bare word such as `NaN` is that JSON does not know; null where there is none. */
  readonly wordAt: number | null;
  /** Whether the text ends inside a text, a list or an object, or holds nothing at all. */
  readonly isCutOff: boolean;
}

export const MOST_DOUBLED = 100;
/** From here on the names of an object are looked up in a map, not one after the other. */
const MANY = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/**
 * Looks once through a JSON text, in one pass and without building anything of it. Never fails. An answer has millions of
 * characters, hence numbers in typed arrays and no object for each value.
 */
export function scanJson(text: string): JsonScan {
  const { length } = text;
  const names = createNames(text);
  const doubled: DoubledMember[] = [];
  let wantsName = false;
  let wordAt: number | null = null;
  let isWhole = false;
  let at = 0;
  const end = (trailingAt: number | null, isCutOff: boolean): JsonScan => ({ doubled, trailingAt, wordAt, isCutOff });

  while (at < length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0xfeff) {
      at += 1;
      continue;
    }
    if (isWhole) return end(at, false);
    if (code === QUOTE) {
      const start = at;
      let hash = 5381;
      let isEscaped = false;
      at += 1;
      let inside = text.charCodeAt(at);
      while (at < length && inside !== QUOTE) {
        if (inside === BACKSLASH) {
          isEscaped = true;
          at += 1;
        } else if (wantsName) hash = (hash * 33 + inside) | 0;
        at += 1;
        inside = text.charCodeAt(at);
      }
      if (at >= length) return end(null, true);
      at += 1;
      if (wantsName) {
        wantsName = false;
        const isNew = names.add(start, isEscaped ? hashOf(nameAt(text, start)) : hash);
        if (!isNew && doubled.length < MOST_DOUBLED) doubled.push({ path: names.path() });
      } else isWhole = names.depth() === 0;
    } else if (code === 0x2c) {
      wantsName = names.next();
      at += 1;
    } else if (code === 0x7b || code === 0x5b) {
      wantsName = code === 0x7b;
      names.open(wantsName);
      at += 1;
    } else if (code === 0x7d || code === 0x5d) {
      wantsName = false;
      isWhole = names.close();
      at += 1;
    } else if (isLetter(code)) {
      const start = at;
      while (isLetter(text.charCodeAt(at))) at += 1;
      const word = text.slice(start, at);
      if (word !== 'true' && word !== 'false' && word !== 'null') wordAt ??= start;
      isWhole = names.depth() === 0;
    } else if (code === 0x3a) at += 1;
    else {
      at += 1;
      // A number's digits, fraction and exponent.
      let inside = text.charCodeAt(at);
      while (
        (inside >= 0x30 && inside <= 0x39) ||
        inside === 0x2e ||
        inside === 0x65 ||
        inside === 0x45 ||
        inside === 0x2b ||
        inside === 0x2d
      ) {
        at += 1;
        inside = text.charCodeAt(at);
      }
      if (!isLetter(inside)) isWhole = names.depth() === 0;
    }
  }
  return end(null, !isWhole);
}

/** The objects and lists that are open, and the names that each of these objects has so far. */
function createNames(text: string) {
  let hashes = new Int32Array(1024);
  let places = new Int32Array(1024);
  let count = 0;
  /** For each level where its names begin; -1 for a list. */
  const from: number[] = [];
  /** For each level its place: of a list the index. */
  const index: number[] = [];
  const many: (Map<number, number[]> | null)[] = [];
  let depth = 0;
  const isKnown = (hash: number, place: number): boolean => {
    const begin = from[depth - 1] ?? 0;
    const name = (): string => nameAt(text, place);
    const index = many[depth - 1];
    if (index) return (index.get(hash) ?? []).some((known) => nameAt(text, known) === name());
    for (let known = begin; known < count; known += 1)
      if (hashes[known] === hash && nameAt(text, places[known] ?? 0) === name()) return true;
    return false;
  };
  return {
    depth: (): number => depth,
    open(isObject: boolean): void {
      from[depth] = isObject ? count : -1;
      index[depth] = 0;
      many[depth] = null;
      depth += 1;
    },
    /** Whether that was the outermost one. */
    close(): boolean {
      if (depth === 0) return true;
      depth -= 1;
      const begin = from[depth] ?? -1;
      if (begin >= 0) count = begin;
      return depth === 0;
    },
    /** After a comma; whether a name has to follow. */
    next(): boolean {
      if (depth === 0) return false;
      if ((from[depth - 1] ?? -1) >= 0) return true;
      index[depth - 1] = (index[depth - 1] ?? 0) + 1;
      return false;
    },
    /** Whether the innermost object did not have it before. */
    add(place: number, hash: number): boolean {
      const isNew = !isKnown(hash, place);
      if (count === hashes.length) {
        hashes = widened(hashes);
        places = widened(places);
      }
      hashes[count] = hash;
      places[count] = place;
      count += 1;
      const begin = from[depth - 1] ?? 0;
      const known = many[depth - 1];
      if (known) addTo(known, hash, place);
      else if (count - begin > MANY) {
        const map = new Map<number, number[]>();
        for (let one = begin; one < count; one += 1) addTo(map, hashes[one] ?? 0, places[one] ?? 0);
        many[depth - 1] = map;
      }
      return isNew;
    },
    /** The name or the index that each level is at. */
    path(): readonly (string | number)[] {
      return Array.from({ length: depth }, (_, level) => {
        if ((from[level] ?? -1) < 0) return index[level] ?? 0;
        // The last name of a level stands before the first of the next one.
        let after = count;
        for (let next = level + 1; next < depth; next += 1)
          if ((from[next] ?? -1) >= 0) {
            after = from[next] ?? 0;
            break;
          }
        return nameAt(text, places[after - 1] ?? 0);
      });
    },
  };
}

function widened(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(array.length * 2);
  wider.set(array);
  return wider;
}

function addTo(many: Map<number, number[]>, hash: number, place: number): void {
  const places = many.get(hash);
  if (places) places.push(place);
  else many.set(hash, [place]);
}

/** The name whose opening quote is here. */
function nameAt(text: string, start: number): string {
  let end = start + 1;
  while (end < text.length && text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  const literal = text.slice(start, end + 1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1); // no JSON: shown as it is written
  }
}

function hashOf(name: string): number {
  let hash = 5381;
  for (let at = 0; at < name.length; at += 1) hash = (hash * 33 + name.charCodeAt(at)) | 0;
  return hash;
}

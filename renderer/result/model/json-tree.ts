import { isLosslessNumber, stringify } from 'lossless-json';

/**
 * An answer's JSON as a tree that is folded: rows of what is open. A node's address is its JSON Pointer (RFC 6901); a
 * part of a long list has that of the list with `~#` and its first index, which no pointer has: a name's `~` is `~0`.
 */

export interface TreeRow {
  readonly address: string;
  readonly depth: number;
  /** A member's name or an item's index; null for the root and for parts of long lists. */
  readonly name: string | null;
  readonly kind: 'object' | 'array' | 'part' | 'string' | 'number' | 'boolean' | 'null';
  /** A plain value, long texts cut; `0 … 199` for a part; empty for objects and arrays. */
  readonly text: string;
  /** How many are in it. */
  readonly size: number;
  readonly open: boolean;
}

/** Longer lists are shown in parts of this size, so that opening one never floods the screen. */
export const PART = 200;
const MOST_CHARACTERS = 300;

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** The names that lead to an address, and the index that its part begins with. */
export function stepsOf(address: string): { readonly steps: readonly string[]; readonly part: number | null } {
  const mark = /~#(\d+)$/.exec(address);
  const pointer = mark ? address.slice(0, mark.index) : address;
  return { steps: pointer.split('/').slice(1).map(unescaped), part: mark ? Number(mark[1]) : null };
}

const isTree = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !isLosslessNumber(value);

const sizeOf = (value: object): number => (Array.isArray(value) ? value.length : Object.keys(value).length);

function entriesOf(value: object, from = 0, to = Number.POSITIVE_INFINITY): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.slice(from, to).map((item: unknown, at) => [String(from + at), item] as const);
  return Object.entries(value).slice(from, to);
}

/** The value at an address; undefined where there is none. */
export function valueAt(root: unknown, address: string): unknown {
  let value = root;
  for (const step of stepsOf(address).steps) {
    if (!isTree(value) || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

/** The rows that are in sight with these addresses open, in the answer's order. */
export function treeRows(root: unknown, open: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (value: unknown, address: string, name: string | null, depth: number): void => {
    if (!isTree(value)) {
      rows.push({ address, depth, name, kind: kindOf(value), text: shortOf(value), size: 0, open: false });
      return;
    }
    const size = sizeOf(value);
    const isOpen = size > 0 && open.has(address);
    rows.push({ address, depth, name, kind: Array.isArray(value) ? 'array' : 'object', text: '', size, open: isOpen });
    if (!isOpen) return;
    if (size <= PART) {
      for (const [key, child] of entriesOf(value)) visit(child, `${address}/${escaped(key)}`, key, depth + 1);
      return;
    }
    for (let from = 0; from < size; from += PART) {
      const to = Math.min(size, from + PART);
      const part = `${address}~#${from}`;
      const partOpen = open.has(part);
      rows.push({
        address: part,
        depth: depth + 1,
        name: null,
        kind: 'part',
        text: `${from} … ${to - 1}`,
        size: to - from,
        open: partOpen,
      });
      if (!partOpen) continue;
      for (const [key, child] of entriesOf(value, from, to)) visit(child, `${address}/${escaped(key)}`, key, depth + 2);
    }
  };
  visit(root, '', null, 0);
  return rows;
}

const kindOf = (value: unknown): TreeRow['kind'] =>
  isLosslessNumber(value)
    ? 'number'
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? (typeof value as TreeRow['kind'])
      : 'null';

function shortOf(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const cut = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
  return JSON.stringify(cut);
}

/** What has to be open for an address to be in sight: all that it lies in. */
export function ancestorsOf(root: unknown, address: string): readonly string[] {
  const found: string[] = [];
  let value = root;
  let at = '';
  for (const step of stepsOf(address).steps) {
    if (!isTree(value)) break;
    found.push(at);
    const size = sizeOf(value);
    if (size > PART) {
      const index = Array.isArray(value) ? Number(step) : Object.keys(value).indexOf(step);
      found.push(`${at}~#${Math.floor(index / PART) * PART}`);
    }
    value = (value as Readonly<Record<string, unknown>>)[step];
    at = `${at}/${escaped(step)}`;
  }
  return found;
}

export interface TreeHits {
  readonly count: number;
  /** Addresses in the answer's order; at most {@link MOST_HITS} of them. */
  readonly addresses: readonly string[];
}

export const MOST_HITS = 10_000;

/** Where a name or a plain value has this text in it, whatever the case. */
export function searchTree(root: unknown, wanted: string): TreeHits {
  const needle = wanted.toLowerCase();
  const addresses: string[] = [];
  let count = 0;
  const note = (address: string): void => {
    count += 1;
    if (addresses.length < MOST_HITS) addresses.push(address);
  };
  const has = (text: string): boolean => text.toLowerCase().includes(needle);
  const visit = (value: unknown, address: string, name: string | null): void => {
    // An item's index is no name of its own.
    const named = name !== null && has(name);
    if (!isTree(value)) {
      if (named || has(String(value))) note(address);
      return;
    }
    if (named) note(address);
    if (Array.isArray(value)) for (const [at, item] of value.entries()) visit(item, `${address}/${at}`, null);
    else for (const [key, child] of Object.entries(value)) visit(child, `${address}/${escaped(key)}`, key);
  };
  if (needle !== '') visit(root, '', null);
  return { count, addresses };
}

/** A node as indented JSON; of a part of a list, its items. Empty where there is nothing at the address. */
export function textAt(root: unknown, address: string): string {
  const value = valueAt(root, address);
  const { part } = stepsOf(address);
  if (value === undefined) return '';
  if (part === null || !isTree(value)) return written(value);
  const entries = entriesOf(value, part, part + PART);
  return written(Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries));
}

const written = (value: unknown): string => stringify(value, null, 2) ?? '';

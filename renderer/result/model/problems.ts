import { isLosslessNumber } from 'lossless-json';
import { MOST_PROBLEMS, type ResultProblem } from './view.ts';

/** A place in an answer; a chain, because its path is only written out where something is wrong. */
export interface At {
  readonly parent: At | null;
  readonly key: string | number;
}

/** Collects what an answer does against its contract: all are counted, the first {@link MOST_PROBLEMS} are kept. */
export interface Problems {
  readonly note: (at: At | null, key: string | number | null, expected: string, found: unknown) => void;
  /** The same with words before what was found. */
  readonly tell: (at: At, expected: string, said: string, found: unknown) => void;
  readonly list: readonly ResultProblem[];
  readonly count: () => number;
}

const MOST_FOUND = 80;

export function createProblems(): Problems {
  const list: ResultProblem[] = [];
  let count = 0;
  return {
    list,
    count: () => count,
    note(at, key, expected, found) {
      count += 1;
      if (list.length < MOST_PROBLEMS)
        list.push({ at: pathOf(keysOf(at, key)), expected, found: shortJson(found, MOST_FOUND) });
    },
    tell(at, expected, said, found) {
      count += 1;
      if (list.length < MOST_PROBLEMS)
        list.push({ at: pathOf(keysOf(at, null)), expected, found: `${said} ${shortJson(found, MOST_FOUND)}` });
    },
  };
}

export const inside = (parent: At | null, key: string | number): At => ({ parent, key });

/** `readResults[3].lines[0].boundingBox`; member names that are no words stand in brackets, quoted. */
export const pathOf = (keys: readonly (string | number)[]): string =>
  keys
    .map((one, index) => {
      if (typeof one === 'number') return `[${one}]`;
      if (!/^[\w$-]+$/.test(one)) return `[${JSON.stringify(one)}]`;
      return index === 0 ? one : `.${one}`;
    })
    .join('');

function keysOf(at: At | null, key: string | number | null): readonly (string | number)[] {
  const keys: (string | number)[] = key === null ? [] : [key];
  for (let one = at; one; one = one.parent) keys.unshift(one.key);
  return keys;
}

const DEEPEST = 12;

/**
 * A value as JSON in at most about `most` characters, then `…`. Written by hand because an answer may be as large and as
 * deep as it likes, and this has to end all the same.
 */
export function shortJson(value: unknown, most: number): string {
  let text = '';
  const full = (): boolean => text.length > most;
  const write = (one: unknown, depth: number): void => {
    if (full()) return;
    if (typeof one === 'string') text += JSON.stringify(one.length > most ? one.slice(0, most) : one);
    else if (one === undefined) text += 'nothing';
    else if (typeof one !== 'object' || one === null || isLosslessNumber(one)) text += String(one);
    else if (depth === DEEPEST) text += '…';
    else if (Array.isArray(one)) writeAll('[', ']', one.entries(), false, depth);
    else writeAll('{', '}', membersIn(one), true, depth);
  };
  const writeAll = (
    open: string,
    close: string,
    members: Iterable<readonly [string | number, unknown]>,
    named: boolean,
    depth: number,
  ): void => {
    text += open;
    let first = true;
    for (const [name, member] of members) {
      if (full()) return;
      if (!first) text += ',';
      first = false;
      if (named) text += `${JSON.stringify(name)}:`;
      write(member, depth + 1);
    }
    text += close;
  };
  write(value, 0);
  return full() ? `${text.slice(0, most)}…` : text;
}

function* membersIn(value: object): Iterable<readonly [string, unknown]> {
  for (const name of Object.keys(value)) yield [name, (value as Record<string, unknown>)[name]];
}

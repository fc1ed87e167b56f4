// @ts-check
// Where the time of a run goes.
import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { root } from '../setup/run.mjs';

/** @typedef {import('./totals.mjs').Timed} Timed */

const FILES = 10;
/** A test that takes longer says why, in a comment that begins with "Slow:" right above it. */
export const SLOW_SECONDS = 60;

/** @param {number} seconds */
const said = (seconds) => `${seconds.toFixed(1)} s`.padStart(9);
/** @param {string} file */
const short = (file) => relative(root, resolve(root, file));

/**
 * The files that took longest, and the slow tests that do not say why.
 * @param {readonly Timed[]} tests
 * @param {(file: string) => string} [read]  a file's text
 * @returns {string[]}
 */
export function slowLines(tests, read = textOf) {
  /** @type {Map<string, number>} */
  const byFile = new Map();
  for (const { file, seconds } of tests) byFile.set(short(file), (byFile.get(short(file)) ?? 0) + seconds);
  const slowest = [...byFile].sort((a, b) => b[1] - a[1]).slice(0, FILES);
  const offenders = tests.filter((test) => test.seconds > SLOW_SECONDS && !saysWhy(test, read));
  return [
    ...slowest.map(([file, seconds]) => `SLOWEST      ${said(seconds)}  ${file}`),
    ...offenders.map(
      ({ file, title, seconds }) => `SLOW         ${said(seconds)}  ${short(file)} › ${title}: no reason beside it`,
    ),
  ];
}

/** Whether a comment right above the test says why it is slow. @param {Timed} test @param {(file: string) => string} read */
function saysWhy({ file, title }, read) {
  const lines = read(file).split('\n');
  // Of `it.each` the title holds values; what stands before the first of them is enough.
  const at = lines.findIndex((line) => line.includes(title) || begins(line, title));
  if (at === -1) return false;
  for (let line = at - 1; line >= Math.max(0, at - 6); line--) {
    const text = lines[line]?.trim() ?? '';
    if (/^(?:\/\/|\*|\/\*\*) ?Slow: \S/.test(text)) return true;
    if (text === '') return false;
  }
  return false;
}

/** @param {string} line @param {string} title */
function begins(line, title) {
  const before = /['"`]([^'"`%$]+)[%$]/.exec(line)?.[1];
  return before !== undefined && before.length > 8 && title.startsWith(before);
}

/** Empty for what is no file: attacks are counted by their folder. @param {string} file */
function textOf(file) {
  const path = resolve(root, file);
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : '';
}

// @ts-check
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
/** Every package that either manifest asks for, with its version. */
const asked = ['package.json', 'rehearsal/package.json'].flatMap((path) => {
  const { dependencies, devDependencies } = JSON.parse(read(path));
  return Object.entries({ ...dependencies, ...devDependencies });
});
/** The first cells of the README's table of packages. */
const rows = read('README.md')
  .split('### Packages, and why each')[1]
  ?.split('\n')
  .flatMap((line) => (/^\| `/.test(line) ? [line.split('|')[1] ?? ''] : []));
const named = new Set(rows?.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')));

it('every package has a row in the README that says why', () => {
  expect(asked.map(([name]) => name).filter((name) => !named.has(name) && !name.startsWith('@types/'))).toEqual([]);
});

it('every row of the README is of a package that is asked for', () => {
  const known = new Set([...asked.map(([name]) => name), '@types/*', '@github/keytar']);
  expect([...named].filter((name) => !known.has(name))).toEqual([]);
});

it('every version is exact', () => {
  expect(asked.filter(([, version]) => !/^(?:npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
});

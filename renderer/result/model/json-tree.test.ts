import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordings } from '../../../scripts/recordings.ts';
import { answers } from '../testing/answers.ts';
import { idAtAddress } from './json-ids.ts';
import { ancestorsOf, PART, searchTree, textAt, treeRows, valueAt } from './json-tree.ts';
import { textOf } from './look-up.ts';
import { readResult } from './read-result.ts';

const json = fc.jsonValue({ maxDepth: 4 });

/** All addresses there are, by opening everything. */
function everyAddress(root: unknown): readonly string[] {
  const open = new Set<string>();
  for (;;) {
    const rows = treeRows(root, open);
    const shut = rows.filter(({ size, address }) => size > 0 && !open.has(address));
    if (shut.length === 0) return rows.map(({ address }) => address);
    for (const { address } of shut) open.add(address);
  }
}

describe('the tree of an answer', () => {
  it('has a row for each node once all is open, and each leads to its value', () => {
    fc.assert(
      fc.property(json, (root) => {
        const addresses = everyAddress(root);
        expect(new Set(addresses).size).toBe(addresses.length);
        const nodes = (value: unknown): number =>
          typeof value === 'object' && value !== null
            ? Object.values(value).reduce((sum: number, child) => sum + nodes(child), 1)
            : 1;
        expect(addresses.filter((address) => !/~#\d+$/.test(address)).length).toBe(nodes(root));
      }),
    );
  });
  it('tells a part of a long list from a name that ends like one', () => {
    const root = { list: Array.from({ length: PART + 1 }, (_, at) => at), 'list#0': 'a', 'list~#0': 'b' };
    expect(valueAt(root, '/list#0')).toBe('a');
    const rows = treeRows(root, new Set(['']));
    expect(rows.map(({ name, address }) => [name, valueAt(root, address)])).toEqual([
      [null, root],
      ...Object.entries(root),
    ]);
    expect(textAt(root, rows.at(-1)?.address ?? '')).toBe('"b"');
  });
  it('shows a long list in parts', () => {
    const root = { list: Array.from({ length: PART * 2 + 1 }, (_, at) => at) };
    const rows = treeRows(root, new Set(['', '/list', `/list~#${PART}`]));
    expect(rows.filter(({ kind }) => kind === 'part').map(({ text }) => text)).toEqual([
      '0 … 199',
      '200 … 399',
      '400 … 400',
    ]);
    expect(rows.filter(({ kind }) => kind === 'number')).toHaveLength(PART);
    expect(JSON.parse(textAt(root, `/list~#${PART * 2}`))).toEqual([400]);
  });
  it('brings any node in sight by opening what it lies in', () => {
    const root = { a: Array.from({ length: 700 }, (_, at) => ({ 'x/y': at })) };
    const address = '/a/555/x~1y';
    expect(treeRows(root, new Set(ancestorsOf(root, address))).at(-1)?.address).not.toBe(undefined);
    expect(treeRows(root, new Set(ancestorsOf(root, address))).some((row) => row.address === address)).toBe(true);
  });
  it('copies a node as it is', () => {
    fc.assert(
      fc.property(json, (root) => {
        expect(JSON.parse(textAt(root, ''))).toEqual(JSON.parse(JSON.stringify(root)));
      }),
    );
  });
  it('is searched by names and values, in its order', () => {
    const root = { Total: '5', list: ['total', { a: 'no' }], n: { total: null }, t: true };
    expect(searchTree(root, 'TOTAL')).toEqual({ count: 3, addresses: ['/Total', '/list/0', '/n/total'] });
    expect(searchTree(root, 'true').addresses).toEqual(['/t']);
    expect(searchTree(root, '').count).toBe(0);
  });
});

/** Every node that says a text of its own gives the id under which the view has that text. */
function agrees(root: unknown): void {
  const view = readResult(root);
  for (const address of everyAddress(root)) {
    if (!/\/(?:words|lines|cells|fields|valueArray|valueObject)\/[^/]+$/.test(address)) continue;
    const value = valueAt(root, address);
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') continue;
    const id = idAtAddress(root, `${address}/text`);
    expect(id === null ? null : textOf(view, id)).toBe(value.text);
  }
}

describe('what a node shows on the page', () => {
  it('is what the view has under that id', () => {
    fc.assert(fc.property(answers, agrees), { numRuns: 40 });
  });
  it.each(recordings)('is what the view has under that id: $name', ({ text }) => agrees(JSON.parse(text)));
  it('is what a reference points at', () => {
    const root = {
      analyzeResult: {
        readResults: [{ lines: [{ words: [] }, { words: [{}, {}] }] }],
        x: '#/readResults/0/lines/1/words/1',
      },
    };
    expect(idAtAddress(root, '/analyzeResult/x')).toBe('w/1');
    expect(idAtAddress(root, '/analyzeResult/readResults')).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '#shared/domain/comparison.ts';
import { documentFinder } from './documents.ts';
import { parsePath, pathText } from './field-path.ts';
import { designEffect, type Judged, tally, wilson } from './tally.ts';

describe('the share and its interval', () => {
  // Published values: Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])('%i of %i lies between %f and %f', (right, all, low, high) => {
    const interval = wilson(right, all);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share, and widens when fields go wrong together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, all) => {
        const right = Math.min(a, all);
        const narrow = wilson(right, all);
        const wide = wilson(right, all, 3);
        expect(narrow.low).toBeLessThanOrEqual(right / all);
        expect(narrow.high).toBeGreaterThanOrEqual(right / all);
        expect(wide.high - wide.low).toBeGreaterThanOrEqual(narrow.high - narrow.low - 1e-12);
      }),
    );
    const together = [...Array(9).fill({ right: 10, all: 10 }), { right: 0, all: 10 }];
    const apart = Array(10).fill({ right: 9, all: 10 });
    expect(designEffect(together)).toBeCloseTo(100 / 9, 5);
    expect(designEffect(apart)).toBe(1);
    expect(designEffect([])).toBe(1);
  });

  it('counts every verdict once', () => {
    const verdict = fc.constantFrom<Verdict>('right', 'different', 'missing', 'unexpected', 'unchecked');
    const one = fc.record({ document: fc.constantFrom('a', 'b', 'c'), verdict, bothEmpty: fc.constant(false) });
    fc.assert(
      fc.property(fc.array(one), (judged: Judged[]) => {
        const sum = tally(judged);
        expect(sum.checked + sum.unchecked).toBe(judged.length);
        expect(sum.share === null).toBe(sum.checked === 0);
      }),
    );
  });
});

describe('names', () => {
  it('of fields come back as they were', () => {
    for (const text of ['InvoiceTotal', 'Items[2].Amount', 'JobTitles[1]', 'MachineReadableZone.FirstName'])
      expect(pathText(parsePath(text))).toBe(text);
  });

  it('of documents are found by path, whatever the case, by name, and without their ending', () => {
    const find = documentFinder(['a/One.pdf', 'b/one.pdf', 'b/two.tif', 'A.pdf', 'a.pdf']);
    expect(find('a\\One.pdf')).toEqual({ kind: 'one', id: 'a/One.pdf' });
    expect(find('A/ONE.PDF')).toEqual({ kind: 'one', id: 'a/One.pdf' });
    expect(find('one.pdf')).toEqual({ kind: 'several' });
    expect(find('TWO.tif')).toEqual({ kind: 'one', id: 'b/two.tif' });
    expect(find('two')).toEqual({ kind: 'one', id: 'b/two.tif' });
    expect(find('a.pdf')).toEqual({ kind: 'one', id: 'a.pdf' });
    expect(find('three')).toEqual({ kind: 'none' });
  });
});

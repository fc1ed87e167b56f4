import { describe, expect, it } from 'vitest';
import { figureOf, median } from './report.ts';

describe('the figures of a benchmark', () => {
  it.each([
    [[3], 3],
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('the ratio is ours by the rival', () => {
    const row = { name: 'x', ours: [3, 1, 2], rival: [4, 4, 4], unit: 's', against: 'it' };
    expect(figureOf(row)).toEqual({ value: 2, unit: 's', against: 'it', ratio: 0.5 });
  });

  it('no values are an error, not a figure', () => {
    expect(() => median([])).toThrow('no values');
  });
});

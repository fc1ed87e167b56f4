import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryMarks, sizeVerdict } from './sizing.ts';

describe('sizes of a container', () => {
  it('rise, hold the current one, and end with the host', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 38 }), fc.integer({ min: 1, max: 2 ** 38 }), (host, current) => {
        const marks = memoryMarks(host, current);
        expect(marks).toContain(current);
        expect(marks).toEqual(marks.toSorted((a, b) => a - b));
        expect(Math.max(...marks)).toBeLessThanOrEqual(Math.max(host, current));
      }),
    );
  });
  it('are judged against the vendor and the host', () => {
    expect(sizeVerdict(8, 4, 8, 16)).toBe('fits');
    expect(sizeVerdict(6, 4, 8, 16)).toBe('below-recommended');
    expect(sizeVerdict(2, 4, 8, 16)).toBe('below-minimum');
    expect(sizeVerdict(32, 4, 8, 16)).toBe('above-host');
    expect(sizeVerdict(8, 4, 8, null)).toBe('fits');
  });
});

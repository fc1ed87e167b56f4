import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatDay, formatDuration, formatMemory, shortenMiddle } from './format.ts';

describe('numbers for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [3_210_000_000, '3.2 GB'],
    [999_999, '1 MB'],
    [123_456_789, '123 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [4_200, '4 s'],
    [61_000, '1 min'],
    [3_900_000, '1 h 5 min'],
    [7_200_000, '2 h'],
    [-5, '0 s'],
  ])('%d ms are %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('memory is told in the units of docker run --memory', () => {
    expect(formatMemory(24 * 1024 ** 3)).toBe('24 GB');
    expect(formatMemory(512 * 1024 ** 2)).toBe('512 MB');
  });

  it('days are UTC days', () => {
    expect(formatDay('2027-06-22T23:59:59Z')).toBe('22 June 2027');
  });

  it('a shortened id never grows and keeps both ends', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 3, max: 40 }), (text, most) => {
        const short = shortenMiddle(text, most);
        expect(short.length).toBeLessThanOrEqual(Math.max(most, text.length));
        expect(text.startsWith(short.split('…')[0] ?? '')).toBe(true);
      }),
    );
  });
});

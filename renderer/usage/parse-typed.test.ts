import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount, parseWhole } from './parse-typed.ts';

describe('a whole number as it is typed', () => {
  it.each([
    ['1200000', 1_200_000n],
    ['1,200,000', 1_200_000n],
    ['1.200.000', 1_200_000n],
    ['1 200 000', 1_200_000n],
    ['1’200’000', 1_200_000n],
    ['-200', -200n],
    ['−200', -200n],
    ['+5', 5n],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    ['1,20', null],
    ['12.5', null],
    ['1e6', null],
    ['200k', null],
    ['', null],
  ])('%s', (typed, value) => {
    expect(parseWhole(typed)).toBe(value);
  });

  it('is read back however people group it', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n), fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH'), (value, locale) => {
        expect(parseWhole(value.toLocaleString(locale))).toBe(value);
      }),
    );
  });
});

describe('an amount as it is typed', () => {
  it.each([
    ['12500', 12_500],
    ['12,500', 12_500],
    ['12 500,50', 12_500.5],
    ['12.500,50', 12_500.5],
    ['1,250,000', 1_250_000],
    ['0.015', 0.015],
    ['0,015', 0.015],
    ['12.', 12],
    ['.5', null],
    ['12 €', null],
    ['-3', null],
    ['', null],
  ])('%s', (typed, value) => {
    expect(parseAmount(typed)).toBe(value);
  });
});

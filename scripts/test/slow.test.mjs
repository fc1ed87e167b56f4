// @ts-check
import { describe, expect, it } from 'vitest';
import { slowLines } from './slow.mjs';

const text = `
// Slow: an engine is ended and started six times.
it('with a reason', () => {});

it('without one', () => {});

// Slow: eleven minutes of silence.
it.each(['a'])(
  'of many kinds (%s)', () => {});
`;

describe('where the time goes', () => {
  const test = (/** @type {string} */ title, /** @type {number} */ seconds, file = 'a.it.test.ts') => ({
    title,
    seconds,
    file,
  });

  it('is said for the ten slowest files, the slowest first', () => {
    const many = Array.from({ length: 12 }, (_, at) => test('x', at + 1, `${at}.test.ts`));
    const lines = slowLines([...many, test('y', 20, '3.test.ts')], () => '');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/24\.0 s {2}3\.test\.ts$/);
  });

  it('a slow test without a reason right above it is named; one with a reason, or a quick one, is not', () => {
    const lines = slowLines(
      [test('with a reason', 90), test('without one', 61), test('without one', 59), test('of many kinds (a)', 700)],
      () => text,
    );
    const named = lines.filter((line) => line.startsWith('SLOW  '));
    expect(named).toHaveLength(1);
    expect(named[0]).toContain('without one');
  });

  it('a slow one that is counted by its folder is named as well', () => {
    expect(slowLines([test('E1', 61, 'e2e/attacks')]).filter((line) => line.startsWith('SLOW  '))).toHaveLength(1);
  });
});

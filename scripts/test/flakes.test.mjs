// @ts-check
import { describe, expect, it } from 'vitest';
import { flakes, table } from './flakes.mjs';

const stage = (/** @type {string[]} */ failed, notRun = /** @type {string[]} */ ([])) => ({
  name: 'e2e',
  passed: 3,
  failed,
  notRun,
});
const runs = [
  { code: 0, seconds: 60, stages: [stage([])] },
  { code: 1, seconds: 90, stages: [stage(['a', 'a', 'b'])] },
  { code: 1, seconds: 90, stages: [stage(['a'], ['c'])] },
];

describe('the table of a soak', () => {
  it('counts in how many runs each test failed or did not run, the most frequent first', () => {
    expect(flakes(runs).map(({ name, times }) => `${name} ${times}`)).toEqual(['a 2', 'b 1', 'did not run: c 1']);
  });

  it('counts a run that broke off before its first stage as one that failed', () => {
    expect(flakes([{ code: 7, seconds: 1, stages: [] }])).toEqual([
      { stage: 'npm test', name: 'broke off with 7', times: 1 },
    ]);
  });

  it('says how many runs passed, and how long they took', () => {
    expect(table(runs, { load: true })[0]).toBe(
      '3 runs, all cores kept busy: 1 passed; 6 tests; 1.0 to 1.5 minutes each.',
    );
    expect(table(runs, { load: false })).toContain('| e2e | a | 2 of 3 |');
    expect(table(runs.slice(0, 1), { load: false }).at(-1)).toBe('No flake.');
  });
});

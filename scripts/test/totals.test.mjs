// @ts-check
import { describe, expect, it } from 'vitest';
import { countAttacks, countPlaywright, countTour, countVitest, isGood, summary } from './totals.mjs';

const stage = { name: 'unit', passed: 3, failed: [], notRun: [], tests: [], seconds: 1 };

describe('the totals of a test run', () => {
  it('count what passed, failed and did not run, by name', () => {
    const counted = countVitest({
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'one' },
            { status: 'failed', fullName: 'two' },
            { status: 'skipped', fullName: 'three' },
          ],
        },
      ],
    });
    expect(counted).toMatchObject({ passed: 1, failed: ['a.test.ts › two'], notRun: ['a.test.ts › three'] });
  });

  it('a step of the tour counts as a test', () => {
    const steps = [
      { name: 'pull', ok: true },
      { name: 'run', ok: false },
    ];
    expect(countTour({ steps })).toMatchObject({ passed: 1, failed: ['run'], notRun: [] });
  });

  it('an attack that is broken is a failure, with what was seen', () => {
    const report = [
      { id: 'E1', what: 'an engine', held: true, seen: 'nothing', seconds: 1 },
      { id: 'F1', what: 'a link', held: false, seen: 'written through', seconds: 2 },
    ];
    expect(countAttacks(report)).toMatchObject({ passed: 1, failed: ['F1 a link: written through'], notRun: [] });
  });

  it('a file that could not be loaded is a failure', () => {
    const report = {
      testResults: [{ name: 'b.test.ts', status: 'failed', message: 'no such import', assertionResults: [] }],
    };
    expect(countVitest(report).failed).toEqual(['b.test.ts: no such import']);
  });

  it('a hook that failed outside its tests is a failure', () => {
    const report = {
      testResults: [
        {
          name: 'c.test.ts',
          status: 'failed',
          message: 'beforeAll',
          assertionResults: [{ status: 'skipped', fullName: 'x' }],
        },
      ],
    };
    expect(countVitest(report)).toMatchObject({
      passed: 0,
      failed: ['c.test.ts: beforeAll'],
      notRun: ['c.test.ts › x'],
    });
  });

  it('nested suites of Playwright are counted, and errors outside of tests', () => {
    const spec = (/** @type {string} */ title, /** @type {string} */ status) => ({
      title,
      file: 'j.spec.ts',
      tests: [{ status }],
    });
    const counted = countPlaywright({
      errors: [{ message: 'no world\nat' }],
      suites: [
        { specs: [spec('a', 'expected')], suites: [{ specs: [spec('b', 'unexpected'), spec('c', 'skipped')] }] },
      ],
    });
    expect(counted).toMatchObject({ passed: 1, failed: ['no world', 'j.spec.ts › b'], notRun: ['j.spec.ts › c'] });
  });

  it('end with one line of totals', () => {
    expect(summary([stage]).at(-1)).toBe('3 passed, 0 failed');
    expect(summary([stage, { ...stage, failed: ['x'], notRun: ['y'] }]).at(-1)).toBe(
      '6 passed, 1 failed, 1 did not run',
    );
  });

  it('what did not run is a failure in CI alone', () => {
    const short = [{ ...stage, notRun: ['integration: no engine'] }];
    expect(isGood(short, false)).toBe(true);
    expect(isGood(short, true)).toBe(false);
  });

  it('a run in which nothing passed is not good', () => {
    expect(isGood([], false)).toBe(false);
  });
});

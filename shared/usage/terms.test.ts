import { describe, expect, it } from 'vitest';
import type { Commitment } from '../domain/commitment.ts';
import { overlapsOf, sameName, termOf, troubleWith } from './terms.ts';

const plan: Commitment = {
  id: 'a',
  name: 'Plan 2027',
  deploymentIds: ['d'],
  meters: [{ image: 'invoice', meter: 'Pages' }],
  quantity: 1000n,
  unit: 'pages',
  startsOn: '2027-01-01',
  endsOn: '2027-12-31',
  price: null,
};

describe('the term of a commitment', () => {
  it('includes its last day', () => {
    const { first, last } = termOf(plan);
    expect(last - first + 1).toBe(365);
  });

  it.each<[string, Partial<Commitment>, ReturnType<typeof troubleWith>]>([
    ['stands as it is', {}, null],
    ['may be one day', { endsOn: '2027-01-01' }, null],
    ['ends before it begins', { endsOn: '2026-12-31' }, 'ends-before-start'],
    ['ends on no day', { endsOn: '2027-02-30' }, 'no-such-day'],
    ['begins on no day', { startsOn: '2027-00-01' }, 'no-such-day'],
    ['is a slip of the pen', { endsOn: '2227-12-31' }, 'too-long'],
    ['buys nothing', { quantity: 0n }, 'no-quantity'],
  ])('%s', (_what, change, trouble) => {
    expect(troubleWith({ ...plan, ...change })).toBe(trouble);
  });

  it('names are one where only case and spaces around differ', () => {
    expect(sameName(' plan 2027', 'Plan 2027 ')).toBe(true);
    expect(sameName('Plan 2027', 'Plan 2028')).toBe(false);
  });
});

describe('commitments that cover the same days', () => {
  const other = (change: Partial<Commitment>): Commitment => ({ ...plan, id: 'b', name: 'Other', ...change });
  const told = (one: Commitment, two: Commitment) =>
    overlapsOf(one, [one, two]).map(({ from, to, pays }) => [from, to, pays]);

  it.each<[string, Partial<Commitment>, unknown[][]]>([
    ['one after the other', { startsOn: '2028-01-01', endsOn: '2028-12-31' }, []],
    [
      'renewed before the end',
      { startsOn: '2027-12-01', endsOn: '2028-11-30' },
      [['2027-12-01', '2027-12-31', 'this']],
    ],
    ['begun before', { startsOn: '2026-07-01', endsOn: '2027-06-30' }, [['2027-01-01', '2027-06-30', 'other']]],
    ['begun the same day, ending before', { endsOn: '2027-01-01' }, [['2027-01-01', '2027-01-01', 'other']]],
    ['for another meter', { meters: [{ image: 'layout', meter: 'Pages' }] }, []],
    ['for another deployment', { deploymentIds: ['e'] }, []],
  ])('%s', (_what, change, expected) => {
    expect(told(plan, other(change))).toEqual(expected);
  });

  it('both sides tell the same', () => {
    const two = other({ startsOn: '2027-12-01', endsOn: '2028-11-30' });
    expect(told(two, plan)).toEqual([['2027-12-01', '2027-12-31', 'other']]);
  });
});

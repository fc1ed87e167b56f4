import { describe, expect, it } from 'vitest';
import { daysLeft, dueThreshold, firstEnd } from './licence.ts';

describe('days left', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  it.each([
    ['in a year', '2027-11-23T12:00:00Z', 365],
    ['later today', '2026-11-23T23:59:59Z', 0],
    ['an hour ago', '2026-11-23T11:00:00Z', -1],
    ['an unreadable end', 'soon', null],
    ['an unknown end', null, null],
  ])('%s', (_when, endsAt, expected) => {
    expect(daysLeft(endsAt, now)).toBe(expected);
  });
});

describe('the threshold that is due', () => {
  const end = '2027-01-31T06:00:00.000Z';
  const hoursBefore = (hours: number): Date => new Date(Date.parse(end) - hours * 3_600_000);
  it.each([
    ['none more than sixty days before', 60 * 24 + 1, null],
    ['sixty, to the hour', 60 * 24, 60],
    ['sixty, until thirty', 30 * 24 + 1, 60],
    ['thirty', 30 * 24, 30],
    ['fourteen', 14 * 24, 14],
    ['seven', 6 * 24, 7],
    ['three', 2 * 24, 3],
    ['one', 24, 1],
    ['one, until the last minute', 0.01, 1],
    ['zero at the end', 0, 0],
    ['zero long after', -9999, 0],
  ])('is %s', (_what, hours, expected) => {
    expect(dueThreshold(end, hoursBefore(hours))).toBe(expected);
  });

  it('is none where no end is known', () => {
    expect(dueThreshold(null, hoursBefore(0))).toBeNull();
    expect(dueThreshold('some day', hoursBefore(0))).toBeNull();
  });
});

describe('the first end of several licences', () => {
  it('is the earliest, and says when one does not tell', () => {
    const ends = (endsAt: string | null) => ({ state: 'valid', endsAt }) as const;
    expect(firstEnd([ends('2027-02-01'), ends('2027-01-01')])).toEqual({ endsAt: '2027-01-01', someUnknown: false });
    expect(firstEnd([ends('2027-02-01'), ends(null)])).toEqual({ endsAt: '2027-02-01', someUnknown: true });
    expect(firstEnd([{ state: 'missing', endsAt: null }])).toEqual({ endsAt: null, someUnknown: false });
  });
});
